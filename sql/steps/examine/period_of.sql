-- grain: one row per observation of a fact that was printed as one number, of the claims of a table: the middle of what its claims
-- print (not of doubtful readings), never a mean, for the mean of a right and a wrong number is neither
CREATE OR REPLACE TEMP MACRO period_of(claims) AS TABLE
SELECT
    observation_id,
    any_value(series_id) AS series_id,
    any_value(family_id) AS family_id,  -- indicator, breakdown and place, whatever the measure
    any_value(name) AS name,  -- the indicator's id, or the phrase of one that the catalogue does not hold
    any_value(breakdown) AS breakdown,
    any_value(entity) AS entity,
    any_value(ref_area) AS ref_area,
    any_value(measure) AS measure,
    any_value(base) AS base,
    any_value(unit) AS unit,
    any_value(kind) AS kind,  -- stock, flow, ratio, index; empty where the catalogue does not say
    any_value(period_end) AS period_end,
    any_value(end_month) AS end_month,  -- months since the year 0 at which its period ends
    any_value(months) AS months,  -- length of its period; 0 for an instant
    -- an exact number before 超过 and 约
    coalesce(quantile_disc(value, 0.5) FILTER (qualifier = 'eq'), quantile_disc(value, 0.5))::DOUBLE AS value,  -- the middle of what its claims print
    bool_or(qualifier = 'eq') AS is_exact,  -- whether a claim prints it without 超过, 约 and the like
    count(*) AS n_claims,
    count(DISTINCT value) AS n_values,
    min(claim_id) AS claim_id  -- one of them, as proof
FROM query_table(claims)
WHERE modality = 'actual' AND value_high IS NULL AND NOT tentative
GROUP BY observation_id;
