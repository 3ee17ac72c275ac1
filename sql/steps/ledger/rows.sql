-- grain: one row per issue of a source in a stretch of days that the ledger knows, with the number of attempts at it
-- and when the source answered last
WITH attempts AS (
    SELECT issue_id, count(*) AS n_attempts, count(*) FILTER (n_answers > 0) AS n_answered
    FROM issue_attempt
    WHERE source_id = $source_id AND published_on BETWEEN $first AND $last
    GROUP BY issue_id
),

answers AS (
    SELECT issue_id, max_by(fetched_at, (warc_file, warc_offset)) AS last_asked
    FROM page_fetch
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
    coalesce(attempts.n_attempts, 0) AS n_attempts,
    coalesce(attempts.n_answered, 0) AS n_answered,
    answers.last_asked
FROM issue
LEFT JOIN attempts USING (issue_id)
LEFT JOIN answers USING (issue_id)
WHERE issue.source_id = $source_id AND issue.published_on BETWEEN $first AND $last
ORDER BY issue.published_on;
