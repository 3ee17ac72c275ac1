-- grain: one row per series of actual values: its latest observation that is not suspect
CREATE OR REPLACE VIEW latest_values AS
WITH observations AS (FROM main.observations),

ranked AS (
    SELECT
        observations.*,
        row_number() OVER (PARTITION BY series_id ORDER BY period_end DESC, period_start NULLS FIRST) AS place
    FROM observations
    WHERE modality = 'actual' AND status <> 'suspect'
)

SELECT
    series_id,
    indicator_id,
    indicator,
    name_en,
    breakdown,
    entity,
    ref_area,
    measure,
    base,
    period,
    period_start,
    period_end,
    value,
    value_high,
    unit,
    qualifier,
    status,
    n_claims,
    n_sources,
    source,
    published_on,
    quote,
    sentence,
    claim_id
FROM ranked
WHERE place = 1;
