-- grain: one row per series and name that it answers to: id, Chinese, English, alias, or a phrase that is printed for it
CREATE TABLE series_name (
    series_id UBIGINT,  -- the series
    name VARCHAR,  -- the indicator's name, without the part
    breakdown VARCHAR,  -- the part; empty for the whole
    name_key VARCHAR,  -- the name as it is compared
    whole_key VARCHAR  -- part and name as they are compared
);
