-- grain: one row per issue of a source in a stretch of days that the ledger knows, with the number of attempts at it
WITH attempts AS (
    SELECT issue_id, count(*) AS n_attempts
    FROM issue_attempt
    WHERE source_id = $source_id AND published_on BETWEEN $first AND $last
    GROUP BY issue_id
)

SELECT
    issue.issue_id,
    issue.published_on,
    issue.status,
    issue.detail,
    issue.layout,
    issue.is_settled,
    issue.n_articles,
    coalesce(attempts.n_attempts, 0) AS n_attempts
FROM issue
LEFT JOIN attempts USING (issue_id)
WHERE issue.source_id = $source_id AND issue.published_on BETWEEN $first AND $last
ORDER BY issue.published_on;
