-- grain: one value: the worth of the last digit that is printed (`digits`: printed_digits of the quote) in the unit of the number:
-- 459.8万个 counts by 1000, 460.0万个 too, 8.30% by 0.01; of a number in words (三成) the worth of its last place
CREATE OR REPLACE MACRO printed_step(digits, number, last_place) AS
    CASE
        WHEN number = 0 OR coalesce(try_cast(digits AS DOUBLE), 0) = 0 THEN last_place
        ELSE abs(number)::DOUBLE / try_cast(digits AS DOUBLE) * pow(10, -length(split_part(digits, '.', 2)))
    END;
