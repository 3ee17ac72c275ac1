-- grain: one row per period and place in which both indicators have an actual value of the measure: side by side, with the ratio
-- of the first to the other. A state (a stock) is matched by its month, a flow by its very months
CREATE OR REPLACE MACRO compare(name, other, measure := 'level') AS TABLE
WITH one AS (
    SELECT values_of.*
    FROM values_of(name) AS values_of
    WHERE values_of.modality = 'actual' AND values_of.status <> 'suspect' AND values_of.measure = measure
    QUALIFY rank() OVER (ORDER BY values_of.fit) = 1
),

two AS (
    SELECT values_of.*
    FROM values_of(other) AS values_of
    WHERE values_of.modality = 'actual' AND values_of.status <> 'suspect' AND values_of.measure = measure
    QUALIFY rank() OVER (ORDER BY values_of.fit) = 1
)

SELECT
    one.period,
    one.ref_area,
    one.base,
    one.entity || one.breakdown || one.indicator AS indicator,
    one.value,
    one.unit,
    two.entity || two.breakdown || two.indicator AS other_indicator,  -- the second indicator
    two.value AS other_value,  -- its value
    two.unit AS other_unit,  -- its unit
    CASE WHEN two.value <> 0 THEN significant(one.value / two.value, 6) END AS ratio,  -- the first value over the second
    one.value - CASE WHEN two.unit = one.unit THEN two.value END AS difference,  -- the value less the one beside it, where the units are one
    one.sentence,
    two.sentence AS other_sentence,  -- the second value's sentence
    one.claim_id,
    two.claim_id AS other_claim_id  -- the second value's claim
FROM one
INNER JOIN two
    ON two.ref_area = one.ref_area
    AND two.base IS NOT DISTINCT FROM one.base
    AND last_day(two.period_end) = last_day(one.period_end)
    AND span_months(two.period_start, two.period_end) = span_months(one.period_start, one.period_end)
ORDER BY one.ref_area <> 'CN', one.ref_area, one.period_end, one.period_start, 4, 7, one.series_id, two.series_id;
