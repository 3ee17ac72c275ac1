-- grain: one row per fact about this file itself: schema_version, definitions (digest of the views), vocabulary (digest)
CREATE TABLE warehouse_state (
    name VARCHAR,  -- what is stated
    value VARCHAR  -- its value as text
);
