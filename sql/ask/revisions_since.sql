-- grain: one row per thing that was seen since a moment to be changed by its publisher, the newest article first
SELECT
    article_id,
    what,
    title,
    indicator,
    old_value,
    new_value,
    unit
FROM main.revisions
WHERE seen_at >= $since AND what <> 'late'
ORDER BY published_on DESC, article_id, what;
