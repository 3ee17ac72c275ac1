-- grain: one row per claim of a sum from January on that is below the sum up to an earlier month of the same year
-- why: 1—7月 holds 1—6月; revisions take a little away, never a tenth
-- about: trust
-- severity: warn
-- reach: series
-- reads: examined_claim, factor_doubt, settled_period
WITH sums AS (
    SELECT * FROM settled_period
    WHERE kind = 'flow' AND measure = 'level' AND value > 0 AND months BETWEEN 1 AND 12 AND end_month % 12 = months % 12
),

falls AS (
    SELECT later.observation_id, later.value, earlier.value AS earlier_value, earlier.claim_id AS earlier_claim_id
    FROM sums AS later
    INNER JOIN sums AS earlier
        ON earlier.series_id = later.series_id AND earlier.end_month - earlier.months = later.end_month - later.months AND earlier.months < later.months
    WHERE later.value < 0.9 * earlier.value
    QUALIFY row_number() OVER (PARTITION BY later.observation_id ORDER BY earlier.months DESC) = 1
)

SELECT
    'claim' AS subject,
    examined_claim.claim_id AS subject_id,
    number_text(examined_claim.value) || ' ' || examined_claim.unit || ' up to ' || period_label(examined_claim.period_start, examined_claim.period_end)
    || ' is less than what an earlier month had reached' AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    [falls.earlier_claim_id] AS evidence
FROM falls
INNER JOIN examined_claim USING (observation_id)
WHERE NOT examined_claim.corrected AND examined_claim.claim_id NOT IN (SELECT claim_id FROM factor_doubt);
