-- grain: one row per release that a list named for a day, or file beside one, and what became of it
CREATE TABLE release (
    source_id VARCHAR,  -- the list's source
    issue_id VARCHAR,  -- <source_id>-<published_on>
    published_on DATE,  -- the day for which the list named it
    url VARCHAR,  -- its address
    page VARCHAR,  -- the column
    title VARCHAR,  -- as the list printed it
    status VARCHAR,  -- loaded, left_out, held, settled, accepted, attachment, vanished
    reason VARCHAR,  -- why it is held, left out or shown no more; empty where it is loaded and shown
    n_looks INTEGER  -- how often it was looked for in vain, counted to the number that settles it
);
