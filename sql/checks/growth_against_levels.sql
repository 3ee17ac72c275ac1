-- grain: one row per claim of growth that the two levels do not allow, as exact as the three are printed
-- why: told in one article, the three are one account and one of them is wrong; told apart, a level may have been revised since, or
-- growth be in real terms, so that only what is far off is worth a look
-- about: trust
-- severity: warn
-- reach: series
-- reads: examined_claim, factor_doubt, settled_period
WITH levels AS (SELECT * FROM settled_period WHERE measure = 'level' AND value > 0 AND unit <> '%'),

paired AS (
    SELECT
        growth.claim_id,
        growth.value,
        growth.value_float,
        growth.qualifier,
        growth.title,
        later.value AS later_value,
        earlier.value AS earlier_value,
        (later.value / earlier.value - 1) * 100 AS computed,
        later.is_exact AND earlier.is_exact
        AND split_part(later.claim_id, ':', 1) = split_part(growth.claim_id, ':', 1)
        AND split_part(earlier.claim_id, ':', 1) = split_part(growth.claim_id, ':', 1) AS is_one_account,
        later.unit,
        [earlier.claim_id, later.claim_id] AS proofs
    FROM examined_claim AS growth
    INNER JOIN levels AS later
        ON later.family_id = growth.family_id AND later.end_month = growth.end_month AND (later.months = 0 OR later.months = growth.months)
    INNER JOIN levels AS earlier
        ON earlier.series_id = later.series_id AND earlier.end_month = later.end_month - 12 AND earlier.months = later.months
    WHERE growth.measure = 'growth' AND growth.base = 'yoy' AND growth.unit = '%' AND growth.modality = 'actual' AND growth.value_high IS NULL
        AND NOT growth.corrected AND growth.claim_id NOT IN (SELECT claim_id FROM factor_doubt)
),

-- how far the two ends may lie apart: half of the last digit of each number, which only brings them nearer
told AS (
    SELECT
        *,
        likely_step(value, last_place(value)) AS growth_step,
        printed_least(value, likely_step(value, last_place(value)), last_place(value), qualifier) AS growth_least,
        printed_most(value, likely_step(value, last_place(value)), last_place(value), qualifier) AS growth_most,
        ((later_value - likely_step(later_value, last_place(later_value)) / 2) / (earlier_value + likely_step(earlier_value, last_place(earlier_value)) / 2) - 1) * 100 AS computed_low,
        ((later_value + likely_step(later_value, last_place(later_value)) / 2) / (earlier_value - likely_step(earlier_value, last_place(earlier_value)) / 2) - 1) * 100 AS computed_high
    FROM paired
    WHERE is_one_account OR abs(value_float - computed) > greatest(10, 0.5 * abs(computed))
),

apart AS (
    SELECT
        *,
        greatest(growth_least - computed_high, computed_low - growth_most, 0) AS gap,
        growth_agreement(growth_least, growth_most, computed_low, computed_high, title, unit) AS agreement
    FROM told
)

SELECT
    'claim' AS subject,
    apart.claim_id AS subject_id,
    'growth of ' || number_text(apart.value) || ' % is printed, the levels give ' || round(apart.computed, 1) || ' %' AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    apart.proofs AS evidence
FROM apart
WHERE apart.gap > greatest(10, 0.5 * abs(apart.computed)) OR (apart.is_one_account AND apart.agreement = 'contradicts' AND apart.gap > apart.growth_step)
QUALIFY row_number() OVER (PARTITION BY apart.claim_id ORDER BY apart.gap) = 1;
