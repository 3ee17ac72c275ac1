-- grain: one row per series: indicator x breakdown x entity x ref_area x measure x base x unit x modality
CREATE TABLE series (
    series_id UBIGINT,  -- of the md5 of its indicator and of its parts: the same parts give the same id for ever
    indicator_id VARCHAR,  -- the catalogue's key; NULL for what the catalogue does not hold
    phrase VARCHAR,  -- the normalised phrase that is the key where the catalogue holds none; else NULL
    name VARCHAR,  -- the phrase as it is printed most often, where the catalogue holds none; else NULL
    breakdown VARCHAR,  -- the part that is meant; empty for the whole
    entity VARCHAR,  -- the body whose figure it is, without 有限公司; empty for the nation and for places
    ref_area VARCHAR,  -- CN, WORLD, ISO 3166-2, the place as printed; 全市@ARTICLE where an article names its own place by no more than 全市
    measure VARCHAR,  -- level, change, growth, share, ratio, ...
    base VARCHAR,  -- what a change is against; NULL for a level
    unit VARCHAR,  -- base unit
    modality VARCHAR,  -- actual, target, forecast
    share_part VARCHAR,  -- of a share: what has it, by id or phrase; else NULL
    share_whole VARCHAR,  -- of a share: of what, by id or phrase; else NULL
    n_observations INTEGER,  -- how many observations it has
    first_period_end DATE,  -- its earliest observation
    last_period_end DATE  -- its latest observation
);
