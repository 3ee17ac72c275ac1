-- grain: one value: a decimal number as text, without the zeros behind its last digit
CREATE OR REPLACE MACRO number_text(number) AS regexp_replace(number::DECIMAL(38, 10)::VARCHAR, '\.?0+$', '');
