-- grain: one row per stretch of days on which a fetched source has no complete issue, of one status: what is missing and why; and one
-- per day on which releases are held, or files beside them were not read
CREATE OR REPLACE VIEW gaps AS
WITH issue AS (FROM main.issue),

issue_attempt AS (FROM main.issue_attempt),

release AS (FROM main.release),

attempts AS (SELECT issue_id, count(*) AS n_attempts FROM issue_attempt GROUP BY issue_id),

spans AS (
    SELECT source_id, min(published_on) AS first_day, max(published_on) AS last_day
    FROM issue_attempt
    GROUP BY source_id
),

days AS (
    SELECT source_id, unnest(generate_series(first_day, last_day, INTERVAL 1 DAY))::DATE AS published_on
    FROM spans
),

known AS (
    SELECT
        days.source_id,
        days.published_on,
        coalesce(issue.status, 'unknown') AS status,
        coalesce(issue.detail, 'never asked for') AS detail,
        coalesce(attempts.n_attempts, 0) AS n_attempts
    FROM days
    LEFT JOIN issue USING (source_id, published_on)
    LEFT JOIN attempts USING (issue_id)
),

stretched AS (
    SELECT
        known.*,
        published_on - (row_number() OVER (PARTITION BY source_id, status ORDER BY published_on))::INTEGER AS stretch
    FROM known
    WHERE status NOT IN ('complete', 'no_issue')
),

counted AS (
    SELECT
        source_id,
        min(published_on) AS first_day,
        max(published_on) AS last_day,
        count(*) AS n_days,
        status,
        max(n_attempts) AS most_attempts,
        arg_max(detail, published_on) AS reason
    FROM stretched
    GROUP BY source_id, status, stretch
),

unread AS (
    SELECT
        source_id,
        published_on AS first_day,
        published_on AS last_day,
        1 AS n_days,
        status,
        max(n_looks)::BIGINT AS most_attempts,
        count(*) || ' of its releases, first ' || min_by(url, url) || ': ' || min_by(reason, url) AS reason
    FROM release
    WHERE status IN ('held', 'attachment')
    GROUP BY source_id, published_on, status
),

everything AS (FROM counted UNION ALL BY NAME FROM unread)

SELECT
    source_id,
    first_day,  -- the first day of the stretch
    last_day,  -- its last day
    n_days,  -- days in it
    status,  -- as in issue; held: releases that could not be read; attachment: files beside releases
    most_attempts,  -- how often a day of it was tried at most
    reason
FROM everything;
