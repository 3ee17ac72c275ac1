-- grain: one value: the first number that a quote prints in digits, as ASCII without separators: 1,314.5亿元 and １３１４．５亿元 both
-- give 1314.5; empty where it prints none
CREATE OR REPLACE MACRO printed_digits(quote) AS
    replace(regexp_extract(translate(quote, '０１２３４５６７８９．，', '0123456789.,'), '\d[\d,]*(\.\d+)?'), ',', '');
