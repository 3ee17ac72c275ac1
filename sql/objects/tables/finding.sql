-- grain: one row per finding and stretch of time in which it held: what a check says of a row
CREATE TABLE finding (
    rule VARCHAR,  -- the check: the name of its file in sql/checks
    about VARCHAR,  -- integrity (the warehouse is broken), ledger (an issue wants a look) or trust (a number cannot be)
    severity VARCHAR,  -- error, warn
    subject VARCHAR,  -- the table the row is in
    subject_id VARCHAR,  -- the row's key
    reason VARCHAR,  -- what is wrong, in words
    suggested DECIMAL(38, 10),  -- the value it must have been, where arithmetic tells
    suggested_unit VARCHAR,  -- the unit it must have been, where that is what is wrong; else NULL
    evidence VARCHAR[],  -- the claims that prove it
    confidence DECIMAL(4, 3),  -- how sure the reading of the claim is that it speaks of; NULL where it speaks of none
    one_article BOOLEAN,  -- whether one article prints the claim and all that proves it; NULL where it speaks of no claim
    found_at TIMESTAMP,  -- when a run of the checks first returned it, UTC
    closed_at TIMESTAMP  -- when a run no longer returned it; NULL while it holds
);
