-- grain: one value: a stored number as one writes it, without the zeros behind its last digit
CREATE OR REPLACE MACRO plain_number(number) AS
    regexp_replace(number::DECIMAL(38, 10)::VARCHAR, '\.?0+$', '');
