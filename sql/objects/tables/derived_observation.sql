-- grain: one row per derivation: a value that nobody needs to have printed, computed from two observations that were; never in the
-- place of a printed one
CREATE TABLE derived_observation (
    derived_id UBIGINT,  -- its key: of the rule and the inputs
    observation_id UBIGINT,  -- the observation that it would be, had it been printed
    series_id UBIGINT,  -- that observation's series; the series itself may have no printed value at all
    indicator_id VARCHAR,  -- the series' parts: the catalogue's key
    phrase VARCHAR,  -- or the normalised phrase
    breakdown VARCHAR,  -- the part that is meant; empty for the whole
    entity VARCHAR,  -- the body whose figure it is; empty for the nation and for places
    ref_area VARCHAR,  -- CN, WORLD, ISO 3166-2, or the place as printed
    measure VARCHAR,  -- level, share, ratio
    unit VARCHAR,  -- base unit
    period_start DATE,  -- first day; NULL for an instant
    period_end DATE,  -- last day or the instant
    value DECIMAL(38, 10),  -- computed; six significant digits where it was divided
    rule VARCHAR,  -- level_before_growth, level_before_change, rate_before_change, whole_of_share
    formula VARCHAR,  -- with the numbers in it: 40500000000000 / (1 + 5.7 / 100)
    inputs UBIGINT[],  -- the observations that it was computed from
    claim_ids VARCHAR[],  -- the claims that printed these, in the order of the formula
    known_from DATE,  -- the day on which the later of the inputs was printed
    printed_id UBIGINT  -- the printed observation of the same series and period, where there is one; else NULL
);
