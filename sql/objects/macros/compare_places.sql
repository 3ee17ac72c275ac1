-- grain: one row per period and place that has an actual value of the indicator: with its rank among the places of the period, and
-- beside the country's value where that is printed (its part of it in % for a level, the difference for a rate)
CREATE OR REPLACE MACRO compare_places(name, measure := 'level') AS TABLE
WITH known AS (
    SELECT
        values_of.*,
        values_of.ref_area NOT IN ('CN', 'WORLD') AND NOT contains(values_of.ref_area, '@') AS is_ranked  -- 全市 of an unnamed city may be any
    FROM values_of(name) AS values_of
    WHERE values_of.modality = 'actual' AND values_of.status <> 'suspect' AND values_of.measure = measure
    QUALIFY rank() OVER (ORDER BY values_of.fit) = 1
),

national AS (SELECT known.* FROM known WHERE known.ref_area = 'CN')

SELECT
    known.indicator,
    known.breakdown,
    known.entity,
    known.base,
    known.period,
    known.ref_area,
    known.value,
    known.unit,
    CASE
        WHEN known.is_ranked THEN rank() OVER (
            PARTITION BY known.indicator_key, known.breakdown, known.entity, known.base, known.unit, known.period, known.is_ranked
            ORDER BY known.value DESC
        )
    END AS place_rank,  -- rank among the places of the period, the greatest value first
    national.value AS national_value,  -- the country's value of the period
    CASE WHEN measure = 'level' AND known.ref_area NOT IN ('CN', 'WORLD') AND national.value <> 0
        THEN (known.value / national.value * 100)::DECIMAL(38, 4)
    END AS pct_of_national,  -- the place's part of the country's level, in %
    known.value - national.value AS difference,
    known.source,
    known.published_on,
    known.sentence,
    known.claim_id
FROM known
LEFT JOIN national
    ON national.indicator_key = known.indicator_key
    AND national.breakdown = known.breakdown AND national.entity = known.entity
    AND national.unit = known.unit
    AND national.base IS NOT DISTINCT FROM known.base
    AND last_day(national.period_end) = last_day(known.period_end)
    AND span_months(national.period_start, national.period_end) = span_months(known.period_start, known.period_end)
ORDER BY
    known.indicator,
    known.breakdown,
    known.entity,
    known.base,
    known.period_end,
    known.period_start,
    known.ref_area = 'CN' DESC,
    known.value DESC,
    known.ref_area,
    known.series_id;
