-- grain: one row per series: what it is, how many observations it has, from when to when
CREATE OR REPLACE VIEW series_catalogue AS
WITH observations AS (FROM main.observations),

counted AS (
    SELECT
        series_id,
        any_value(indicator_id) AS indicator_id,
        any_value(indicator) AS indicator,
        any_value(name_en) AS name_en,
        any_value(kind) AS kind,
        any_value(breakdown) AS breakdown,
        any_value(entity) AS entity,
        any_value(ref_area) AS ref_area,
        any_value(measure) AS measure,
        any_value(base) AS base,
        any_value(unit) AS unit,
        any_value(modality) AS modality,
        count(*) AS n_observations,
        sum(n_claims) AS n_claims,
        count(*) FILTER (status = 'suspect') AS n_suspect,
        arg_min(period, period_end) AS first_period,
        arg_max(period, period_end) AS last_period,
        max(last_published_on) AS last_published_on
    FROM observations
    GROUP BY series_id
)

SELECT
    series_id,  -- of the md5 of its indicator and of its parts: the same parts give the same id for ever
    indicator_id,
    indicator,
    name_en,
    kind,  -- stock, flow, ratio, index
    breakdown,
    entity,
    ref_area,
    measure,
    base,
    unit,
    modality,
    n_observations,
    n_claims,  -- claims that print its values
    n_suspect,  -- observations whose value is suspect
    first_period,  -- its earliest period
    last_period,  -- its latest period
    last_published_on
FROM counted;
