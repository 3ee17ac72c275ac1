-- grain: one row per declared correction of a claim; it holds only while the claim reads as it did when it was decided
CREATE TABLE correction (
    claim_id VARCHAR,  -- the claim that is wrong as printed
    quote VARCHAR,  -- guard: the quote it was declared for
    printed DECIMAL(38, 10),  -- guard: the value as printed, in the base unit
    value DECIMAL(38, 10),  -- the right value, in the base unit
    reason VARCHAR,  -- why
    decided_on DATE  -- when somebody looked and decided
);
