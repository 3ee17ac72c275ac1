-- grain: one value: how much a claim is to be preferred as its observation's value: a declared correction, then what is not
-- suspect, then an exact number before 超过 and 约, then the latest print, then the one with most digits
CREATE OR REPLACE MACRO preference(corrected, suspect, qualifier, published_on, digits) AS
    (corrected::BIGINT << 40)
    | ((NOT suspect)::BIGINT << 39)
    | ((qualifier = 'eq')::BIGINT << 38)
    | (datediff('day', DATE '1900-01-01', published_on)::BIGINT << 8)
    | least(greatest(digits, 1), 255)::BIGINT;
