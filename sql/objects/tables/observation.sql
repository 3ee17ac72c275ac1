-- grain: one row per observation: one value of one series in one period, resting on one or more claims
CREATE TABLE observation (
    observation_id UBIGINT,  -- lower half of the md5 of series and period
    series_id UBIGINT,  -- its series
    period_start DATE,  -- first day; NULL for an instant
    period_end DATE,  -- last day or the instant
    value DECIMAL(38, 10),  -- the chosen value, in the series' unit
    value_high DECIMAL(38, 10),  -- upper end of a range, else NULL
    qualifier VARCHAR,  -- eq, gt, lt, about
    status VARCHAR,  -- normal, estimate, provisional, forecast, target, corrected, suspect; its SDMX code: obs_status
    claim_id VARCHAR,  -- the claim whose value was chosen
    preference BIGINT,  -- of that claim: no other of the observation has a greater one
    source_id VARCHAR,  -- its paper
    published_on DATE,  -- its day
    n_claims INTEGER,  -- claims that print this fact
    n_sources INTEGER,  -- independent sources that print it: a reprint counts with the text it was taken from
    n_values INTEGER,  -- different values among them, suspects left out
    first_published_on DATE,  -- when it was printed first
    last_published_on DATE,  -- when it was printed last
    prints STRUCT(value DECIMAL(38, 10), suspect BOOLEAN, origins VARCHAR[])[]  -- each value printed, whether in doubt, and in whose texts
);
