-- grain: a value; the power of ten of the scale that stands in a quote: 465.7亿元 8, 3.2 million 6, 525元 0
CREATE OR REPLACE MACRO scale_of(quote) AS CASE
    WHEN regexp_matches(quote, '[万萬][亿億]|兆|trillion') THEN 12
    WHEN regexp_matches(quote, '千[亿億]') THEN 11
    WHEN regexp_matches(quote, 'billion') THEN 9
    WHEN regexp_matches(quote, '[亿億]') THEN 8
    WHEN regexp_matches(quote, 'million') THEN 6
    WHEN regexp_matches(quote, '[万萬]') THEN 4
    ELSE 0
END;
