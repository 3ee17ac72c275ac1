-- grain: one value: the worth of the last digit with which a number was most likely printed, where its quote is not at hand: below
-- 10,000 numbers are printed whole, above it with 万 and 亿, where its zeros say nothing
CREATE OR REPLACE MACRO likely_step(number, last_place) AS
    CASE WHEN abs(number) < 10000 THEN least(last_place, 1) ELSE last_place END;
