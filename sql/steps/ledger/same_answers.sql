-- grain: one row per noted answer to one request with one body, the oldest first
FROM page_fetch
WHERE key = $key AND sha256 = $sha256
ORDER BY warc_file, warc_offset;
