-- grain: one row per claim of a fall by more than 100 % of what cannot be negative
-- why: nothing is left after a fall by 100 %; profits and balances may change their sign, counts and outputs may not
-- about: trust
-- severity: error
-- reach: series
-- reads: examined_claim
SELECT
    'claim' AS subject,
    examined_claim.claim_id AS subject_id,
    'a fall by ' || number_text(-examined_claim.value) || ' % cannot be' AS reason,
    CASE WHEN examined_claim.value >= -1000 THEN shifted(examined_claim.value, 1) END AS suggested,
    []::VARCHAR[] AS evidence
FROM examined_claim
WHERE
    NOT examined_claim.corrected
    AND examined_claim.measure IN ('growth', 'growth_avg')
    AND examined_claim.unit = '%'
    AND examined_claim.value < -100
    AND NOT regexp_matches(examined_claim.title, '利润|顺差|逆差|差额|盈余|净|收益|profit|surplus|balance|net ');
