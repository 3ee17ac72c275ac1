-- grain: one row per period and company or other body that has an actual value of the indicator: with its rank among the bodies of
-- the period, and beside the whole's value where that is printed (its part of it in % for a level, the difference for a rate)
CREATE OR REPLACE MACRO compare_entities(name, measure := 'level') AS TABLE
WITH found AS (SELECT * FROM find_series(name)),

indicator AS (FROM main.indicator),

best AS (SELECT found.series_id FROM found QUALIFY rank() OVER (ORDER BY greatest(found.fit, 2)) = 1),

known AS (
    SELECT
        observation.value,
        observation.period_start,
        observation.period_end,
        period_label(observation.period_start, observation.period_end) AS period,
        observation.source_id,
        observation.published_on,
        observation.claim_id,
        series.series_id,
        series.entity,
        series.ref_area,
        series.breakdown,
        series.base,
        series.unit,
        coalesce(series.indicator_id, series.phrase) AS indicator_key,
        coalesce(indicator.name_zh, series.name, series.phrase) AS indicator
    FROM main.observation AS observation
    INNER JOIN best ON best.series_id = observation.series_id
    INNER JOIN main.series AS series ON series.series_id = observation.series_id
    LEFT JOIN indicator ON indicator.indicator_id = series.indicator_id
    WHERE series.modality = 'actual' AND observation.status <> 'suspect' AND series.measure = measure
),

-- of the place that the body's figure is of
whole AS (SELECT known.* FROM known WHERE known.entity = ''),

claim AS (
    SELECT claim.claim_id, claim.sentence
    FROM main.claim AS claim SEMI JOIN best USING (series_id)
),

source AS (FROM main.source)

SELECT
    known.indicator,
    known.breakdown,
    known.entity,
    known.base,
    known.period,
    known.ref_area,
    known.value,
    known.unit,
    rank() OVER (
        PARTITION BY known.indicator_key, known.breakdown, known.ref_area, known.base, known.unit, known.period
        ORDER BY known.value DESC
    ) AS entity_rank,  -- rank among the bodies of the period and place, the greatest value first
    whole.value AS whole_value,  -- the value of the whole place, without a body
    CASE WHEN measure = 'level' AND whole.value <> 0
        THEN (known.value / whole.value * 100)::DECIMAL(38, 4)
    END AS pct_of_whole,  -- the body's part of the place's level, in %
    known.value - whole.value AS difference,  -- the value less the whole's
    coalesce(source.name, known.source_id) AS source,
    known.published_on,
    claim.sentence,
    known.claim_id
FROM known
LEFT JOIN whole
    ON whole.indicator_key = known.indicator_key
    AND whole.breakdown = known.breakdown AND whole.ref_area = known.ref_area
    AND whole.unit = known.unit
    AND whole.base IS NOT DISTINCT FROM known.base
    AND last_day(whole.period_end) = last_day(known.period_end)
    AND span_months(whole.period_start, whole.period_end) = span_months(known.period_start, known.period_end)
LEFT JOIN claim ON claim.claim_id = known.claim_id
LEFT JOIN source ON source.source_id = known.source_id
WHERE known.entity <> ''
ORDER BY
    known.indicator,
    known.breakdown,
    known.ref_area,
    known.base,
    known.period_end,
    known.period_start,
    known.value DESC,
    known.entity,
    known.series_id;
