-- grain: one row per answer noted in one file of the archive, in its order
SELECT
    source_id,
    issue_id,
    published_on,
    ask,
    key,
    url,
    status,
    sha256,
    etag,
    last_modified,
    fetched_at,
    warc_file,
    warc_offset,
    record_id,
    revisit,
    origin,
    problem
FROM page_fetch
WHERE warc_file = ?
ORDER BY warc_offset;
