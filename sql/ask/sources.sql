-- grain: one row per source, with what the published copy holds of it
WITH source AS (FROM main.source),

issue AS (FROM main.issue),

held AS (
    SELECT
        source_id,
        count(*) AS n_issues,
        sum(n_articles) AS n_articles,
        sum(n_claims) AS n_claims,
        min(published_on) AS first_day,
        max(published_on) AS last_day
    FROM issue
    GROUP BY source_id
)

SELECT
    source.source_id,
    source.name,
    source.name_en,
    source.kind,
    coalesce(held.n_issues, 0) AS n_issues,
    coalesce(held.n_articles, 0)::BIGINT AS n_articles,
    coalesce(held.n_claims, 0)::BIGINT AS n_claims,
    held.first_day,
    held.last_day,
    source.url
FROM source
LEFT JOIN held ON held.source_id = source.source_id
ORDER BY source.source_id;
