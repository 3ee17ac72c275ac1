-- grain: one row per archived answer that the issue $issue's article at $url was read from, newest first
SELECT
    page_fetch.url,
    page_fetch.status,
    page_fetch.sha256,
    page_fetch.fetched_at,
    page_fetch.warc_file,
    page_fetch.warc_offset
FROM main.page_fetch AS page_fetch
WHERE page_fetch.issue_id = $issue AND page_fetch.url = $url
ORDER BY page_fetch.fetched_at DESC
LIMIT 5;
