-- grain: one row per claim that the extractor found visibly wrong as printed
-- about: trust
-- severity: error
SELECT
    'claim' AS subject,
    claim.claim_id AS subject_id,
    claim.quote || ' is visibly wrong as printed' AS reason,
    claim.suggested
FROM claim
WHERE claim.suspect;
