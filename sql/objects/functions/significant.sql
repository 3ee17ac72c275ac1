-- grain: one value: a computed number cut to so many significant digits: it is no more exact than what it was computed from
-- (by way of text: a large double made into a decimal would show its binary digits)
CREATE OR REPLACE MACRO significant(number, digits) AS
    CASE
        WHEN number = 0 THEN 0::DECIMAL(38, 10)
        ELSE round(number::DOUBLE, digits - 1 - floor(log10(abs(number)))::INTEGER)::VARCHAR::DECIMAL(38, 10)
    END;
