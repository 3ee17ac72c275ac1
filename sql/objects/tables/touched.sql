-- grain: one row per row of another table and step that wrote it or took it away since the readers' copy was made: the next copy is made
-- from the last one by these alone. Kept only while the copy that stands is the one this warehouse made last; empty in the copy itself
CREATE TABLE touched (
    what VARCHAR,  -- the table
    id VARCHAR,  -- the row's key: of rows that lie by issue the issue, empty for none
    published_on DATE,  -- its day, where it has one: rows lie by day
    why VARCHAR  -- read, read again, withdrawn, added, changed, removed, a doubt came, a doubt went, ...
);
