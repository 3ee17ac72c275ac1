-- grain: one row per series that a name stands for (Chinese, English, alias or id): its latest actual value, no suspects
CREATE OR REPLACE MACRO latest(name) AS TABLE
WITH found AS (SELECT * FROM find_series(name)),

best AS (SELECT found.series_id FROM found QUALIFY rank() OVER (ORDER BY greatest(found.fit, 2)) = 1),

picked AS (SELECT series.series_id FROM main.series AS series SEMI JOIN best USING (series_id) WHERE series.modality = 'actual'),

sentences AS (
    SELECT claim.claim_id, claim.quote, claim.sentence
    FROM main.claim AS claim SEMI JOIN picked USING (series_id)
),

ranked AS (
    SELECT
        observation.*,
        row_number() OVER (
            PARTITION BY observation.series_id ORDER BY observation.period_end DESC, observation.period_start NULLS FIRST
        ) AS place
    FROM main.observation AS observation SEMI JOIN picked USING (series_id)
    WHERE observation.status <> 'suspect'
)

SELECT
    coalesce(indicator.name_zh, series.name, series.phrase) AS indicator,
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.base,
    period_label(ranked.period_start, ranked.period_end) AS period,
    ranked.value,
    ranked.value_high,
    series.unit,
    ranked.qualifier,
    ranked.status,
    ranked.n_claims,
    ranked.n_sources,
    coalesce(source.name, ranked.source_id) AS source,
    ranked.published_on,
    sentences.quote,
    sentences.sentence,
    ranked.series_id,
    ranked.claim_id
FROM ranked
INNER JOIN main.series AS series USING (series_id)
LEFT JOIN main.indicator AS indicator ON indicator.indicator_id = series.indicator_id
LEFT JOIN main.source AS source ON source.source_id = ranked.source_id
LEFT JOIN sentences ON sentences.claim_id = ranked.claim_id
WHERE ranked.place = 1
ORDER BY
    series.measure <> 'level',
    series.ref_area <> 'CN',
    series.n_observations DESC,
    coalesce(indicator.name_zh, series.name, series.phrase),
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    ranked.series_id;
