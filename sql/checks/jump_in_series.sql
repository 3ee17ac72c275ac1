-- grain: one row per claim that jumps from the value before it as no other of its series does, by Hidiroglou and Berthelot (1986)
-- why: their effect sets a jump against the series' own jumps, both ways alike, and weighs large values more; it needs a history
-- about: trust
-- severity: warn
-- reach: series
-- reads: examined_claim, factor_doubt, settled_period
WITH steps AS (
    SELECT
        *,
        value / lag(value) OVER in_order AS ratio,
        lag(value) OVER in_order AS earlier,
        lag(claim_id) OVER in_order AS earlier_claim_id,
        count(*) OVER (PARTITION BY series_id, months) AS n
    FROM settled_period
    WHERE measure IN ('level', 'share', 'ratio') AND value > 0
    WINDOW in_order AS (PARTITION BY series_id, months ORDER BY period_end)
),

middles AS (SELECT *, median(ratio) OVER (PARTITION BY series_id, months) AS middle FROM steps WHERE ratio IS NOT NULL AND n >= 8),

effects AS (
    SELECT *, CASE WHEN ratio >= middle THEN ratio / middle - 1 ELSE 1 - middle / ratio END * sqrt(greatest(value, earlier)) AS effect
    FROM middles
),

quartiles AS (
    SELECT
        series_id,
        months,
        quantile_cont(effect, 0.25) AS lower,
        median(effect) AS middle_effect,
        quantile_cont(effect, 0.75) AS upper
    FROM effects
    GROUP BY series_id, months
),

-- a jump also has to double or halve the value: a series that never moves makes every step look large
jumps AS (
    SELECT effects.*
    FROM effects
    INNER JOIN quartiles USING (series_id, months)
    WHERE
        (
            effect < middle_effect - 20 * greatest(middle_effect - lower, 0.05 * abs(middle_effect))
            OR effect > middle_effect + 20 * greatest(upper - middle_effect, 0.05 * abs(middle_effect))
        )
        AND NOT ratio / middle BETWEEN 0.4 AND 2.5
)

SELECT
    'claim' AS subject,
    examined_claim.claim_id AS subject_id,
    number_text(examined_claim.value) || ' ' || examined_claim.unit || ' jumps ' || round(jumps.ratio, 2) || ' times from the value before it' AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    [jumps.earlier_claim_id] AS evidence
FROM jumps
INNER JOIN examined_claim USING (observation_id)
WHERE NOT examined_claim.corrected AND examined_claim.claim_id NOT IN (SELECT claim_id FROM factor_doubt);
