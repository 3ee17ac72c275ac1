-- grain: one row per kind of thing to be said once a day, in reading order: what was read since $since, what is missing of the last
-- $days days, how far each source goes, what publishers changed, what the checks found
WITH ended AS (
    SELECT issue_id, arg_max(status, finished_at) AS status
    FROM main.issue_attempt
    WHERE finished_at >= $since
    GROUP BY issue_id
),

read_since AS (SELECT status, count(*) AS n FROM ended GROUP BY status),

lacking AS (FROM gaps WHERE last_day >= $since::DATE - $days::INTEGER),

newest AS (
    SELECT max(published_on) AS last_day
    FROM main.issue
    WHERE status = 'complete' AND layout <> ''
    GROUP BY source_id
),

reached AS (SELECT last_day, count(*) AS n FROM newest GROUP BY last_day),

revised AS (SELECT what, count(*) AS n FROM revisions WHERE seen_at >= $since GROUP BY what),

open_finding AS (
    SELECT severity, count(*) AS n, count(*) FILTER (found_at >= $since) AS n_new
    FROM main.finding
    WHERE closed_at IS NULL
    GROUP BY severity
),

told (place, word, what) AS (
    SELECT 1, 'day_issues', string_agg(n || ' ' || status, ', ' ORDER BY n DESC, status) FROM read_since
    UNION ALL
    SELECT
        2,
        'day_gaps',
        string_agg(
            source_id || ' ' || first_day || if(n_days > 1, '/' || last_day, '') || ' ' || status, ', ' ORDER BY last_day DESC, source_id, status
        )
    FROM lacking
    UNION ALL
    SELECT 3, 'day_newest', string_agg(last_day || ' (' || n || ')', ', ' ORDER BY last_day DESC) FROM reached
    UNION ALL
    SELECT 4, 'day_revised', string_agg(n || ' ' || what, ', ' ORDER BY n DESC, what) FROM revised
    UNION ALL
    SELECT 5, 'day_new_findings', string_agg(n_new || ' ' || severity, ', ' ORDER BY severity) FILTER (n_new > 0) FROM open_finding
    UNION ALL
    SELECT 6, 'day_findings', string_agg(n || ' ' || severity, ', ' ORDER BY severity) FROM open_finding
)

SELECT
    word,
    coalesce(what, '') AS what
FROM told
ORDER BY place;
