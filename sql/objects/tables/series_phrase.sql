-- grain: one row per series and phrase that is printed for it
CREATE TABLE series_phrase (
    series_id UBIGINT,  -- the series
    indicator VARCHAR,  -- the phrase as printed
    n_claims BIGINT  -- claims that print it so
);
