-- grain: one row per observation of a fact that was printed as one number, of the claims of a table: the middle of what its claims
-- print (not of doubtful readings), never a mean, for the mean of a right and a wrong number is neither
-- reads: examined_series
CREATE OR REPLACE TEMP MACRO period_of(claims) AS TABLE
WITH told AS (
    SELECT
        observation_id,
        any_value(series_id) AS series_id,
        any_value(period_end) AS period_end,
        any_value(end_month) AS end_month,
        any_value(months) AS months,
        min(value_float) AS least,
        max(value_float) AS most,
        bool_or(qualifier = 'eq') AS is_exact,
        min(claim_id) AS claim_id
    FROM query_table(claims)
    WHERE modality = 'actual' AND value_high IS NULL AND NOT tentative
    GROUP BY observation_id
),

-- most facts are printed with one value, whose middle it is: the others alone are put in order
apart AS (
    SELECT
        observation_id,
        -- an exact number before 超过 and 约
        coalesce(quantile_disc(value_float, 0.5) FILTER (qualifier = 'eq'), quantile_disc(value_float, 0.5)) AS value
    FROM query_table(claims)
    WHERE
        modality = 'actual' AND value_high IS NULL AND NOT tentative
        AND observation_id IN (SELECT told.observation_id FROM told WHERE told.least <> told.most)
    GROUP BY observation_id
)

SELECT
    told.observation_id,
    told.series_id,
    examined_series.family_id,  -- indicator, breakdown and place, whatever the measure
    examined_series.name,  -- the indicator's id, or the phrase of one that the catalogue does not hold
    examined_series.breakdown,
    examined_series.entity,
    examined_series.ref_area,
    examined_series.measure,
    examined_series.base,
    examined_series.unit,
    examined_series.kind,  -- stock, flow, ratio, index; empty where the catalogue does not say
    told.period_end,
    told.end_month,  -- months since the year 0 at which its period ends
    told.months,  -- length of its period; 0 for an instant
    coalesce(apart.value, told.least) AS value,  -- the middle of what its claims print
    told.is_exact,  -- whether a claim prints it without 超过, 约 and the like
    told.claim_id  -- one of them, as proof
FROM told
INNER JOIN examined_series USING (series_id)
LEFT JOIN apart USING (observation_id);
