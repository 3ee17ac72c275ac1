-- grain: one row per period of the levels, and of the printed growth against the year before, that a name stands for: growth as
-- printed beside growth as computed from the level of the same months a year before; NULL where one of the two is not known.
-- agreement: whether the two can be one, by what the printed digits and qualifiers leave open
CREATE OR REPLACE MACRO yoy(name, place := NULL) AS TABLE
WITH known AS (
    SELECT values_of.*
    FROM values_of(name) AS values_of
    WHERE
        values_of.modality = 'actual' AND values_of.status <> 'suspect' AND values_of.value_high IS NULL
        AND (place IS NULL OR values_of.ref_area = place)
),

levels AS (SELECT known.* FROM known WHERE known.measure = 'level'),

growths AS (SELECT known.* FROM known WHERE known.measure = 'growth' AND known.base = 'yoy'),

computed AS (
    SELECT
        levels.*,
        earlier.value AS earlier_value,
        earlier.claim_id AS earlier_claim_id,
        percent_change(earlier.value, levels.value) AS growth_computed,
        percent_change(CASE WHEN earlier.least > 0 THEN earlier.most END, levels.least) AS computed_low,
        percent_change(CASE WHEN earlier.least > 0 THEN earlier.least END, levels.most) AS computed_high
    FROM levels
    LEFT JOIN levels AS earlier
        ON earlier.series_id = levels.series_id
        AND last_day(earlier.period_end) = last_day(levels.period_end - INTERVAL 1 YEAR)
        AND span_months(earlier.period_start, earlier.period_end) = span_months(levels.period_start, levels.period_end)
)

SELECT
    coalesce(computed.indicator, growths.indicator) AS indicator,
    coalesce(computed.breakdown, growths.breakdown) AS breakdown,
    coalesce(computed.entity, growths.entity) AS entity,
    coalesce(computed.ref_area, growths.ref_area) AS ref_area,
    coalesce(computed.period, growths.period) AS period,
    computed.value,
    computed.earlier_value,
    computed.unit,
    computed.growth_computed,
    growths.value AS growth_printed,
    growths.value - computed.growth_computed AS difference_pp,
    growth_agreement(growths.least, growths.most, computed.computed_low, computed.computed_high, computed.indicator, computed.unit) AS agreement,  -- agrees, contradicts, other_prices; NULL where one is not known
    computed.computed_low,  -- the least growth that the two levels allow, as exact as they are printed
    computed.computed_high,  -- the greatest
    growths.quote AS growth_quote,  -- the printed growth's number, verbatim
    growths.sentence AS growth_sentence,  -- the printed growth's sentence
    computed.quote,
    computed.sentence,
    computed.claim_id,
    computed.earlier_claim_id,
    growths.claim_id AS growth_claim_id  -- the printed growth's claim
FROM computed
FULL JOIN growths
    ON growths.indicator_key = computed.indicator_key
    AND growths.breakdown = computed.breakdown AND growths.entity = computed.entity
    AND growths.ref_area = computed.ref_area
    AND last_day(growths.period_end) = last_day(computed.period_end)
    AND (computed.period_start IS NULL OR computed.period_start = growths.period_start)
ORDER BY
    1,
    2,
    coalesce(computed.ref_area, growths.ref_area) <> 'CN',
    3,
    coalesce(computed.period_end, growths.period_end),
    coalesce(computed.period_start, growths.period_start),
    computed.series_id,
    growths.series_id;
