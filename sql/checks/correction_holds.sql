-- grain: one row per declared correction whose claim is gone, or reads otherwise than the correction says
-- about: integrity
-- severity: error
SELECT
    'correction' AS subject,
    correction.claim_id AS subject_id,
    'expected a claim with the quote ' || correction.quote || ', found ' || coalesce(claim.quote, 'no such claim') AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM correction
LEFT JOIN claim USING (claim_id)
WHERE claim.quote IS DISTINCT FROM correction.quote;
