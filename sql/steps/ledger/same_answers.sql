-- grain: one row per noted answer to one request with one body, the oldest first
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
WHERE key = $key AND sha256 = $sha256
ORDER BY fetched_at, warc_file, warc_offset;
