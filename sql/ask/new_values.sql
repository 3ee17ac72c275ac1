-- grain: one row per observation printed last, one a series, the catalogue's first: $n of them
WITH newest AS (
    SELECT observation.*
    FROM main.observation AS observation
    WHERE observation.status <> 'suspect'
    ORDER BY observation.first_published_on DESC, observation.series_id, observation.period_end DESC
    LIMIT 2000
),

one AS (
    SELECT newest.*
    FROM newest
    QUALIFY row_number() OVER (PARTITION BY newest.series_id ORDER BY newest.period_end DESC) = 1
)

SELECT
    series_named.series,
    series_named.indicator,
    series_named.name_en,
    series_named.breakdown,
    series_named.entity,
    series_named.ref_area,
    series_named.measure,
    series_named.base,
    series_named.modality,
    series_named.unit,
    period_label(one.period_start, one.period_end) AS period,
    one.value,
    one.value_high,
    one.qualifier,
    one.first_published_on,
    coalesce(source.name, one.source_id) AS source,
    claim.sentence,
    claim.quote,
    one.claim_id
FROM one
INNER JOIN series_named ON series_named.series_id = one.series_id
LEFT JOIN main.source AS source ON source.source_id = one.source_id
LEFT JOIN main.claim AS claim ON claim.claim_id = one.claim_id
ORDER BY
    series_named.indicator_id IS NULL,
    series_named.measure IN ('rank', 'duration'),
    one.first_published_on DESC,
    one.n_claims DESC,
    series_named.indicator,
    series_named.series
LIMIT $n;
