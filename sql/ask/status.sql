-- grain: one row per fact about what the published copy holds, in reading order
WITH issue AS (FROM main.issue),

load_run AS (FROM main.load_run),

facts (place, fact, value) AS (
    SELECT 1, 'sources', count(*)::VARCHAR FROM main.source
    UNION ALL
    SELECT 2, 'issues', count(*)::VARCHAR FROM issue
    UNION ALL
    SELECT 3, 'issues not complete', count(*)::VARCHAR FROM issue WHERE status <> 'complete'
    UNION ALL
    SELECT 4, 'first and last day', concat_ws(' ', min(published_on)::VARCHAR, max(published_on)::VARCHAR) FROM issue
    UNION ALL
    SELECT 5, 'articles', count(*)::VARCHAR FROM main.article
    UNION ALL
    SELECT 6, 'numerals', count(*)::VARCHAR FROM main.numeral
    UNION ALL
    SELECT 7, 'numerals not understood', count(*)::VARCHAR FROM main.numeral WHERE outcome = 'not_understood'
    UNION ALL
    SELECT 8, 'claims', count(*)::VARCHAR FROM main.claim
    UNION ALL
    SELECT 9, 'claims replaced since', count(*)::VARCHAR FROM main.claim_history
    UNION ALL
    SELECT 10, 'observations', count(*)::VARCHAR FROM main.observation
    UNION ALL
    SELECT 11, 'series', count(*)::VARCHAR FROM main.series
    UNION ALL
    SELECT 12, 'last run', concat_ws(' ', command, status, strftime(started_at, '%Y-%m-%d %H:%M'), 'UTC', code_version)
    FROM load_run
    QUALIFY row_number() OVER (ORDER BY started_at DESC) = 1
    UNION ALL
    SELECT 13, 'runs interrupted', count(*)::VARCHAR FROM load_run WHERE status = 'interrupted'
)

SELECT
    fact,
    value
FROM facts
ORDER BY place;
