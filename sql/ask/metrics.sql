-- grain: one row per figure of the copy that is watched: issues by source and status, newest issue by source, findings
SELECT
    'issues' AS figure,
    source_id AS label,
    status AS other,
    count(*)::DOUBLE AS value
FROM main.issue
GROUP BY ALL
UNION ALL
SELECT
    'newest',
    source_id,
    '',
    epoch(max(published_on)::TIMESTAMP)
FROM main.issue
WHERE status = 'complete'
GROUP BY ALL
UNION ALL
SELECT
    'findings',
    severity,
    about,
    count(*)::DOUBLE
FROM main.finding
WHERE closed_at IS NULL
GROUP BY ALL
ORDER BY ALL;
