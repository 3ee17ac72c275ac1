-- grain: one row per article long enough to be known again: its MinHash signature. Empty in the readers' copy
CREATE TABLE article_signature (
    article_id VARCHAR,  -- the article
    issue_id VARCHAR,  -- its issue
    published_on DATE,  -- its day: reprints are looked for within ten days
    signature VARCHAR  -- 64 least hashes of its shingles of five characters, 8 hexadecimal digits each
);
