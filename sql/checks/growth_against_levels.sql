-- grain: one row per claim of growth that is far from what the two levels give
-- why: one of the three is wrong, or growth is in real terms and levels are not, so that it is only worth a look
-- about: trust
-- severity: warn
-- reach: series
WITH levels AS (SELECT * FROM settled_period WHERE measure = 'level' AND value > 0 AND unit <> '%'),

computed AS (
    SELECT
        growth.claim_id,
        growth.value,
        (later.value / earlier.value - 1) * 100 AS computed,
        [earlier.claim_id, later.claim_id] AS proofs
    FROM examined_claim AS growth
    INNER JOIN levels AS later
        ON later.family_id = growth.family_id AND later.end_month = growth.end_month AND (later.months = 0 OR later.months = growth.months)
    INNER JOIN levels AS earlier
        ON earlier.series_id = later.series_id AND earlier.end_month = later.end_month - 12 AND earlier.months = later.months
    WHERE growth.measure = 'growth' AND growth.base = 'yoy' AND growth.unit = '%' AND growth.modality = 'actual' AND NOT growth.corrected
        AND growth.claim_id NOT IN (SELECT claim_id FROM factor_doubt)
)

SELECT
    'claim' AS subject,
    computed.claim_id AS subject_id,
    'growth of ' || number_text(computed.value) || ' % is printed, the levels give ' || round(computed.computed, 1) || ' %' AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    computed.proofs AS evidence
FROM computed
WHERE abs(computed.value::DOUBLE - computed.computed) > greatest(10, 0.5 * abs(computed.computed))
QUALIFY row_number() OVER (PARTITION BY computed.claim_id ORDER BY abs(computed.value::DOUBLE - computed.computed)) = 1;
