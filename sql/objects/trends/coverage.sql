-- grain: one row per source and month that the ledger knows: a mark for every day, and the counts of each status
CREATE OR REPLACE VIEW coverage AS
WITH issue AS (FROM main.issue),

months AS (SELECT DISTINCT source_id, date_trunc('month', published_on)::DATE AS month FROM issue),

days AS (
    SELECT source_id, month, unnest(generate_series(month, last_day(month), INTERVAL 1 DAY))::DATE AS published_on
    FROM months
),

marked AS (
    SELECT
        days.source_id,
        days.month,
        days.published_on,
        issue.status,
        issue.n_articles,
        issue.n_claims,
        CASE issue.status
            WHEN 'complete' THEN '■'
            WHEN 'partial' THEN '◧'
            WHEN 'no_issue' THEN '-'
            WHEN 'not_yet' THEN '…'
            WHEN 'failed' THEN 'x'
            WHEN 'drifted' THEN '!'
            ELSE '·'
        END AS mark
    FROM days
    LEFT JOIN issue USING (source_id, published_on)
),

counted AS (
    SELECT
        source_id,
        strftime(month, '%Y-%m') AS month,
        string_agg(mark, '' ORDER BY published_on) AS days,
        count(*) FILTER (status = 'complete') AS complete,
        count(*) FILTER (status = 'partial') AS partial,
        count(*) FILTER (status = 'no_issue') AS no_issue,
        count(*) FILTER (status = 'not_yet') AS not_yet,
        count(*) FILTER (status = 'failed') AS failed,
        count(*) FILTER (status = 'drifted') AS drifted,
        count(*) FILTER (status IS NULL) AS unknown,
        coalesce(sum(n_articles), 0)::BIGINT AS articles,
        coalesce(sum(n_claims), 0)::BIGINT AS claims
    FROM marked
    GROUP BY source_id, marked.month
)

SELECT
    source_id,
    month,  -- the month, by its first day
    days,  -- a mark for every day of the month
    complete,  -- days whose issue was read whole
    partial,  -- days whose issue was read in part
    no_issue,  -- days without an issue
    not_yet,  -- days whose issue was not there yet
    failed,  -- days whose issue could not be read
    drifted,  -- days whose pages had changed shape
    unknown,  -- days nothing is known of
    articles,  -- articles loaded
    claims  -- claims loaded
FROM counted;
