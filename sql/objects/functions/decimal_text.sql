-- grain: one value: a decimal number as text that is a decimal number to whoever guesses types: never without a point, for readers that
-- look at a column's first rows only would take it for one of whole numbers, and refuse the 8.7 of a later one
CREATE OR REPLACE MACRO decimal_text(number) AS regexp_replace(number::DECIMAL(38, 10)::VARCHAR, '(\.\d+?)0+$', '\1');
