-- grain: one row per claim of a share over 100 % or under 0 %
-- why: a part is no more than its whole
-- about: trust
-- severity: error
-- reach: series
-- reads: examined_claim
SELECT
    'claim' AS subject,
    examined_claim.claim_id AS subject_id,
    'a share of ' || number_text(coalesce(examined_claim.value_high, examined_claim.value)) || ' % cannot be' AS reason,
    CASE
        WHEN examined_claim.value_high IS NOT NULL OR examined_claim.value < 0 THEN NULL
        WHEN examined_claim.value <= 1000 THEN shifted(examined_claim.value, 1)
        WHEN examined_claim.value <= 10000 THEN shifted(examined_claim.value, 2)
    END AS suggested,
    []::VARCHAR[] AS evidence
FROM examined_claim
WHERE
    NOT examined_claim.corrected
    AND examined_claim.measure = 'share'
    AND examined_claim.unit = '%'
    AND (examined_claim.value > 100 OR examined_claim.value < 0 OR examined_claim.value_high > 100);
