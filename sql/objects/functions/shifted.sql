-- grain: one value: a number with its point moved `places` digits to the left (to the right where negative), exactly;
-- NULL where the column could not hold it
CREATE OR REPLACE MACRO shifted(number, places) AS
    CASE
        WHEN places > 0 THEN try((number * (('0.' || repeat('0', places - 1) || '1')::DECIMAL(9, 8)))::DECIMAL(38, 10))
        ELSE try((number * (('1' || repeat('0', -places))::DECIMAL(9, 0)))::DECIMAL(38, 10))
    END;
