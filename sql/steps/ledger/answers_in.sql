-- grain: one row per answer noted in one file of the archive, in its order
FROM page_fetch
WHERE warc_file = ?
ORDER BY warc_offset;
