-- grain: one value: an id as text, 16 hexadecimal digits, for readers whose numbers are exact up to 2^53 only
CREATE OR REPLACE MACRO id_text(id) AS lpad(lower(to_hex(id::UBIGINT)), 16, '0');
