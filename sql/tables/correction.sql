-- grain: one row per declared correction of a claim; it holds only while the claim's quote is the one it was declared for
CREATE TABLE correction (
    claim_id VARCHAR,  -- the claim that is wrong as printed
    quote VARCHAR,  -- guard: the quote it was declared for
    value DECIMAL(38, 10),  -- the right value, in the base unit
    reason VARCHAR  -- why
);
