-- grain: one row per archived answer: what was asked, what came, where in the archive it lies
CREATE TABLE page_fetch (
    source_id VARCHAR,  -- the paper
    issue_id VARCHAR,  -- the issue it was asked for; NULL for robots.txt and for answers found after a crash
    published_on DATE,  -- that issue's day
    ask VARCHAR,  -- calendar, latest, first, page, list, article, robots, recovered
    key VARCHAR,  -- the request: its URL; of a POST the method and the body's digest besides
    url VARCHAR,  -- the address that answered
    status INTEGER,  -- HTTP status; that of the stored page where the server said 304
    sha256 VARCHAR,  -- of the body without its content coding
    etag VARCHAR,  -- the server's mark of this version, for conditional requests
    last_modified VARCHAR,  -- the server's date of it, for conditional requests
    fetched_at TIMESTAMP,  -- when it was answered, UTC
    warc_file VARCHAR,  -- the archive file of its record
    warc_offset BIGINT,  -- where in that file the record begins, in bytes
    record_id VARCHAR,  -- the record's own id
    revisit BOOLEAN,  -- true where the body was unchanged and lies in an earlier record
    origin VARCHAR,  -- the mirror or test site that stood in for the source; NULL for the source itself
    problem VARCHAR  -- why it could not be read, in one line; empty where it was
);
