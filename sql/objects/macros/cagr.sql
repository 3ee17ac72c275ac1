-- grain: one row per printed average growth (年均增长) of what a name stands for, and one per series of levels for the whole stretch
-- that its years cover: the compound annual growth rate of the levels, beside the printed one where there is one. agreement:
-- whether the two can be one, by what the printed digits and qualifiers leave open
CREATE OR REPLACE MACRO cagr(name, place := 'CN') AS TABLE
WITH known AS (
    SELECT values_of.*
    FROM values_of(name) AS values_of
    WHERE
        values_of.modality = 'actual' AND values_of.status <> 'suspect' AND values_of.value_high IS NULL
        AND values_of.ref_area = place
),

-- the level of a year: its flow, or its stock at the year's end
levels AS (
    SELECT known.*, year(known.period_end) AS of_year
    FROM known
    WHERE
        known.measure = 'level' AND known.value > 0 AND month(known.period_end) = 12
        AND (known.period_start IS NULL OR span_months(known.period_start, known.period_end) = 12)
),

printed AS (
    SELECT known.*, year(known.period_start) AS from_year, year(known.period_end) AS to_year
    FROM known
    WHERE known.measure = 'growth_avg' AND known.period_start IS NOT NULL
),

-- 2020/2024 grows from the level of 2020; where that is not printed, from the one before the span
spans AS (
    SELECT
        printed.claim_id,
        printed.value AS growth_printed,
        printed.least AS growth_low,
        printed.most AS growth_high,
        printed.quote,
        printed.sentence,
        printed.indicator_key,
        printed.breakdown,
        printed.entity,
        printed.from_year,
        printed.to_year
    FROM printed
    UNION ALL
    SELECT
        NULL AS claim_id,
        NULL AS growth_printed,
        NULL AS growth_low,
        NULL AS growth_high,
        NULL AS quote,
        NULL AS sentence,
        levels.indicator_key,
        levels.breakdown,
        levels.entity,
        min(levels.of_year) AS from_year,
        max(levels.of_year) AS to_year
    FROM levels
    GROUP BY levels.series_id, levels.indicator_key, levels.breakdown, levels.entity
    HAVING max(levels.of_year) > min(levels.of_year) + 1
),

bound AS (
    SELECT
        spans.*,
        later.indicator,
        later.unit,
        later.series_id,
        earlier.of_year AS base_year,
        earlier.value AS first_value,
        later.value AS last_value,
        CASE WHEN later.least > 0 THEN later.least / earlier.most END AS least_times,
        CASE WHEN earlier.least > 0 THEN later.most / earlier.least END AS most_times,
        earlier.claim_id AS first_claim_id,
        later.claim_id AS last_claim_id
    FROM spans
    LEFT JOIN levels AS later
        ON later.indicator_key = spans.indicator_key AND later.breakdown = spans.breakdown AND later.entity = spans.entity AND later.of_year = spans.to_year
    LEFT JOIN levels AS earlier
        ON earlier.series_id = later.series_id AND earlier.of_year IN (spans.from_year, spans.from_year - 1)
    QUALIFY row_number() OVER (
        PARTITION BY spans.claim_id, later.series_id, spans.indicator_key, spans.breakdown, spans.entity, spans.from_year, spans.to_year
        ORDER BY earlier.of_year DESC NULLS LAST
    ) = 1
),

computed AS (
    SELECT
        bound.*,
        bound.to_year - bound.base_year AS n_years,
        CASE WHEN bound.base_year < bound.to_year
            THEN average_growth((bound.last_value / bound.first_value)::DOUBLE, bound.to_year - bound.base_year)
        END AS cagr_computed,
        CASE WHEN bound.base_year < bound.to_year THEN average_growth(bound.least_times, bound.to_year - bound.base_year) END AS computed_low,
        CASE WHEN bound.base_year < bound.to_year THEN average_growth(bound.most_times, bound.to_year - bound.base_year) END AS computed_high
    FROM bound
)

SELECT
    coalesce(computed.indicator, computed.indicator_key) AS indicator,
    computed.breakdown,
    computed.entity,
    coalesce(computed.base_year, computed.from_year) AS from_year,  -- the year from whose level the growth counts
    computed.to_year,  -- the last year
    computed.n_years,  -- years between the two levels
    computed.first_value,  -- the level of the first year
    computed.last_value,  -- the level of the last year
    computed.unit,
    computed.cagr_computed,  -- compound annual growth of the levels, in %
    computed.growth_printed,  -- average annual growth as printed, in %; NULL on the row of the levels alone
    computed.growth_printed - computed.cagr_computed AS difference_pp,
    growth_agreement(
        computed.growth_low, computed.growth_high, computed.computed_low, computed.computed_high,
        coalesce(computed.indicator, computed.indicator_key), computed.unit
    ) AS agreement,  -- agrees, contradicts, other_prices; NULL where one is not known
    computed.computed_low,  -- the least average growth that the two levels allow, as exact as they are printed
    computed.computed_high,  -- the greatest
    computed.quote,
    computed.sentence,
    computed.claim_id,
    computed.first_claim_id,  -- the claim of the first level
    computed.last_claim_id  -- the claim of the last level
FROM computed
ORDER BY 1, 2, computed.growth_printed IS NULL, 3, 4, computed.claim_id, computed.series_id;
