-- grain: one row per claim of a share over 100 % or under 0 %
-- about: trust
-- severity: error
SELECT
    'claim' AS subject,
    claim.claim_id AS subject_id,
    'a share of ' || claim.quote || ' cannot be' AS reason,
    claim.suggested
FROM claim
WHERE claim.measure = 'share' AND claim.unit = '%' AND (claim.value > 100 OR claim.value < 0 OR claim.value_high > 100);
