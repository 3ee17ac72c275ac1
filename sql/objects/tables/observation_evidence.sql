-- grain: one row per claim: which observation it speaks of, and all that the choice of the value needs
CREATE TABLE observation_evidence (
    claim_id VARCHAR,  -- the claim
    observation_id UBIGINT,  -- what it is evidence for
    series_id UBIGINT,  -- that observation's series
    issue_id VARCHAR,  -- the claim's issue
    source_id VARCHAR,  -- its paper
    origin VARCHAR,  -- whose text it is: its paper, or the paper or agency that it was taken from
    indicator VARCHAR,  -- the phrase as printed
    published_on DATE,  -- its day
    period_start DATE,  -- as normalised for the series; NULL for an instant
    period_end DATE,  -- as normalised for the series
    value DECIMAL(38, 10),  -- as printed, or as declared by a correction
    value_high DECIMAL(38, 10),  -- upper end of a range, else NULL
    qualifier VARCHAR,  -- eq, gt, lt, about
    preference BIGINT,  -- the greatest of an observation's is chosen: see the function preference
    suspect BOOLEAN,  -- by the extractor or by a finding
    corrected BOOLEAN,  -- whether a declared correction gave the value
    provisional BOOLEAN,  -- whether its sentence calls the figures preliminary (初步核算)
    tentative BOOLEAN,  -- whether what was read may not be what is printed: by is_doubtful_reading, or as its article tells the fact otherwise too
    valid_from DATE  -- since when it is known: its day, or the day on which its text was seen to have changed
);
