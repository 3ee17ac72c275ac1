-- grain: one row per source with fetched issues in a stretch of days: the issues that an archive can give again
SELECT
    issue.issue_id,
    issue.source_id,
    issue.published_on,
    issue.status
FROM issue
WHERE issue.source_id = $source_id AND issue.published_on BETWEEN $first AND $last
    AND issue.issue_id IN (SELECT page_fetch.issue_id FROM page_fetch WHERE page_fetch.published_on BETWEEN $first AND $last)
ORDER BY issue.published_on;
