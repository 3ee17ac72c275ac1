-- grain: one value: whether a printed growth agrees with the levels that it is of: agrees, contradicts, by all that the digits and
-- qualifiers of the three leave open; other_prices where they differ but the growth is printed at constant prices and the levels at
-- current ones, as the National Bureau of Statistics does for value added and gross product; NULL where one is not known
CREATE OR REPLACE MACRO growth_agreement(growth_least, growth_most, computed_low, computed_high, indicator, unit) AS
    CASE
        WHEN growth_least <= computed_high + 1e-6 AND computed_low <= growth_most + 1e-6 THEN 'agrees'
        WHEN growth_least IS NULL OR growth_most IS NULL OR computed_low IS NULL OR computed_high IS NULL THEN NULL
        WHEN unit = 'CNY' AND regexp_matches(indicator, '增加值|生产总值|GDP|value added', 'i') THEN 'other_prices'
        ELSE 'contradicts'
    END;
