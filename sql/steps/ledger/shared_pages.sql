-- grain: one row per request that serves many issues (robots.txt, calendars, lists) or was found after a crash: its newest answer
FROM page_fetch
WHERE source_id IN (SELECT unnest($source_ids::VARCHAR[])) AND (ask IN ('robots', 'calendar', 'latest', 'list') OR issue_id IS NULL)
QUALIFY row_number() OVER (PARTITION BY key, status ORDER BY warc_file DESC, warc_offset DESC) = 1
ORDER BY warc_file, warc_offset;
