-- grain: one value: how many digits of a number say something: those before its trailing zeros, at least one
CREATE OR REPLACE MACRO significant_digits(number) AS
    greatest(length(rtrim(ltrim(regexp_replace(number::DECIMAL(38, 10)::VARCHAR, '[^0-9]', '', 'g'), '0'), '0')), 1);
