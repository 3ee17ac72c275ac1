-- grain: one row per source, layout, kind of page and shape: what its pages look like while they can be read
CREATE TABLE page_skeleton (
    source_id VARCHAR,  -- the paper
    layout VARCHAR,  -- the declared layout
    ask VARCHAR,  -- first, page, list, article
    digest VARCHAR,  -- of the marks
    marks VARCHAR[],  -- the page's named parts, such as div#ozoom
    first_seen DATE,  -- day of the earliest complete issue with this shape
    last_seen DATE  -- day of the latest complete issue with this shape
);
