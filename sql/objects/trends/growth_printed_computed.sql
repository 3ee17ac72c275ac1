-- grain: one row per growth observation whose two levels are known: growth as printed beside growth as computed from levels.
-- agreement: whether the two can be one, by what the printed digits and qualifiers leave open
CREATE OR REPLACE VIEW growth_printed_computed AS
WITH observations AS (SELECT * FROM main.observations WHERE modality = 'actual' AND status <> 'suspect'),

levels AS (SELECT * FROM observations WHERE measure = 'level' AND value_high IS NULL),

-- against the year before, or against a year that the base names: 比2020年增长
growths AS (
    SELECT
        observations.*,
        CASE
            WHEN base = 'yoy' THEN last_day(period_end - INTERVAL 1 YEAR)
            WHEN base SIMILAR TO '\d{4}' THEN make_date(base::INTEGER, 12, 31)
        END AS earlier_end
    FROM observations
    WHERE measure = 'growth' AND value_high IS NULL
),

-- a flow over the same months, a stock at the end of them; against a named year, that whole year and the last one
matched AS (
    SELECT
        growths.*,
        later.value AS later_value,
        later.claim_id AS later_claim_id,
        earlier.value AS earlier_value,
        earlier.claim_id AS earlier_claim_id,
        percent_change(CASE WHEN earlier.least > 0 THEN earlier.most END, later.least) AS computed_low,
        percent_change(CASE WHEN earlier.least > 0 THEN earlier.least END, later.most) AS computed_high,
        later.unit AS level_unit
    FROM growths
    INNER JOIN levels AS later
        ON coalesce(later.indicator_id, later.indicator) = coalesce(growths.indicator_id, growths.indicator)
        AND later.breakdown = growths.breakdown AND later.entity = growths.entity
        AND later.ref_area = growths.ref_area
        AND last_day(later.period_end) = last_day(growths.period_end)
    INNER JOIN levels AS earlier
        ON earlier.series_id = later.series_id
        AND last_day(earlier.period_end) = growths.earlier_end
        AND datediff('month', earlier.period_start, earlier.period_end)
        IS NOT DISTINCT FROM datediff('month', later.period_start, later.period_end)
    WHERE
        later.period_start IS NULL
        OR later.period_start = growths.period_start
        OR (growths.base <> 'yoy' AND datediff('month', later.period_start, later.period_end) = 11)
)

SELECT
    observation_id,
    indicator_id,
    indicator,
    breakdown,
    entity,
    ref_area,
    base,
    period,
    value AS growth_printed,  -- growth as printed, in %
    percent_change(earlier_value, later_value) AS growth_computed,  -- growth as computed from the two levels, in %
    value - percent_change(earlier_value, later_value) AS difference_pp,  -- printed less computed, in percentage points
    growth_agreement(least, most, computed_low, computed_high, indicator, level_unit) AS agreement,  -- agrees, contradicts, other_prices; NULL where one is not known
    earlier_value,  -- the level that growth is against
    later_value,  -- the level in the period of the growth
    level_unit AS unit,
    quote,
    sentence,
    claim_id,
    earlier_claim_id,  -- the claim that prints the earlier level
    later_claim_id  -- the claim that prints the later level
FROM matched;
