-- grain: one row per archived answer that was asked for these issues, the oldest first
FROM page_fetch
WHERE published_on BETWEEN $first AND $last AND issue_id IN (SELECT unnest($issue_ids::VARCHAR[]))
ORDER BY warc_file, warc_offset;
