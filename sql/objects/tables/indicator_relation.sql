-- grain: one row per way in which two indicators of the catalogue hang together, as of the last refresh
CREATE TABLE indicator_relation (
    kind VARCHAR,  -- parent, part (they add up), share_of (levels of both are printed), share_path (growth of the part)
    whole_id VARCHAR,  -- the whole
    part_id VARCHAR,  -- the part; the whole itself for a place's share of the country
    share_id VARCHAR,  -- the indicator of the share; empty for parent and part
    division INTEGER  -- which way of dividing the whole a part belongs to, from 1; 0 for the other kinds
);
