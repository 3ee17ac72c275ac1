-- grain: one row per examined observation, as in examined_period, without the claims that are off by a power of ten: what the
-- other checks compare with, so that one slip is told once
CREATE OR REPLACE TEMP TABLE settled_period AS
SELECT
    observation_id,
    any_value(series_id) AS series_id,
    any_value(family_id) AS family_id,
    any_value(name) AS name,
    any_value(breakdown) AS breakdown,
    any_value(ref_area) AS ref_area,
    any_value(measure) AS measure,
    any_value(base) AS base,
    any_value(unit) AS unit,
    any_value(kind) AS kind,
    any_value(period_end) AS period_end,
    any_value(end_month) AS end_month,
    any_value(months) AS months,
    -- an exact number before 超过 and 约
    coalesce(quantile_disc(value, 0.5) FILTER (qualifier = 'eq'), quantile_disc(value, 0.5))::DOUBLE AS value,
    count(*) AS n_claims,
    count(DISTINCT value) AS n_values,
    min(claim_id) AS claim_id
FROM examined_claim ANTI JOIN factor_doubt USING (claim_id)
WHERE modality = 'actual' AND value_high IS NULL
GROUP BY observation_id;
