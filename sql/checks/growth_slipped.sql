-- grain: one row per claim of growth that is another by a factor of ten or a hundred, or in its sign, than level and change since a year make it
-- why: sales of 1393 after a fall by 130 fell by 8.6 %; 0.09 % is the fraction, printed without its two places
-- about: trust
-- severity: error
-- reach: series
-- reads: examined_claim, examined_series, settled_period
WITH nominal AS (
    SELECT series_id FROM examined_series
    -- growth at constant prices is not that of the sums printed beside it
    WHERE measure = 'growth' AND NOT regexp_matches(title, '生产总值|增加值|^gdp|实际|可比|value added|real ')
),

growths AS (
    SELECT * FROM examined_claim SEMI JOIN nominal USING (series_id)
    WHERE
        measure = 'growth' AND base = 'yoy' AND unit = '%' AND modality = 'actual' AND value <> 0 AND value_high IS NULL AND NOT corrected
),

levels AS (SELECT * FROM settled_period WHERE measure = 'level' AND value > 0 AND unit <> '%' AND is_exact),

changes AS (SELECT * FROM settled_period WHERE measure = 'change' AND base = 'yoy' AND is_exact),

told AS (
    SELECT
        growths.claim_id,
        growths.value::DOUBLE AS value,
        changes.value / (levels.value - changes.value) * 100 AS computed,
        likely_step(growths.value, last_place(growths.value))::DOUBLE AS step,
        [changes.claim_id, levels.claim_id] AS proofs
    FROM growths
    INNER JOIN levels
        ON levels.family_id = growths.family_id AND levels.end_month = growths.end_month AND (levels.months = 0 OR levels.months = growths.months)
    INNER JOIN changes
        ON changes.family_id = growths.family_id AND changes.unit = levels.unit AND changes.end_month = growths.end_month
        AND (levels.months = 0 OR changes.months = levels.months)
    WHERE levels.value > abs(changes.value) AND levels.value - changes.value > 0
),

slips AS (SELECT unnest([100, 10, 0.1, 0.01, -1]) AS factor)

SELECT
    'claim' AS subject,
    told.claim_id AS subject_id,
    'growth of ' || number_text(told.value) || ' % is printed, level and change make it ' || round(told.computed, 2) || ' %' AS reason,
    round(told.computed, 2)::DECIMAL(38, 10) AS suggested,
    told.proofs AS evidence
FROM told CROSS JOIN slips
WHERE
    abs(told.computed - told.value) > greatest(2 * told.step, 0.5)
    AND abs(told.value * slips.factor - told.computed) <= greatest(abs(slips.factor) * told.step / 2, 0.02 * abs(told.computed)) * 1.01
QUALIFY row_number() OVER (PARTITION BY told.claim_id ORDER BY abs(told.value * slips.factor - told.computed)) = 1;
