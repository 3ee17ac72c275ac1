-- grain: one row per issue (a source on a day): the ledger of what was read, with what outcome
CREATE TABLE issue (
    issue_id VARCHAR,  -- <source_id>-<published_on>
    source_id VARCHAR,  -- the paper
    published_on DATE,  -- the day printed on it
    status VARCHAR,  -- complete, partial, no_issue, not_yet, failed, drifted
    detail VARCHAR,  -- why it is not complete; empty where it is
    n_pages INTEGER,  -- distinct pages named by its articles
    n_articles INTEGER,  -- pieces loaded
    n_characters BIGINT,  -- characters of their texts
    n_claims INTEGER,  -- claims loaded
    n_numerals INTEGER,  -- numerals accounted for
    n_not_understood INTEGER,  -- numerals set aside as not understood
    content_hash VARCHAR,  -- sha256 over the texts in the order of the article ids
    code_version VARCHAR,  -- the extractor that read it last
    layout VARCHAR,  -- the layout of the source that its pages were read by; empty for documents
    is_settled BOOLEAN,  -- false where more may come: pages still to be added, requests given up
    changed_at TIMESTAMP  -- when a row of this issue last changed, UTC
);
