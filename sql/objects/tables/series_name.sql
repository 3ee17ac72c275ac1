-- grain: one row per series and name that it answers to: id, Chinese, English, alias, or a phrase that is printed for it
CREATE TABLE series_name (
    series_id UBIGINT,  -- the series
    name VARCHAR,  -- the indicator's name, without the part
    breakdown VARCHAR,  -- the part; empty for the whole
    entity VARCHAR,  -- the body whose figure it is; empty for the nation and for places
    name_key VARCHAR,  -- the name as it is compared
    whole_key VARCHAR  -- body, part and name as they are compared
);
