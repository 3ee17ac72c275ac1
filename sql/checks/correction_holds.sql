-- grain: one row per declared correction whose claim is gone, or reads otherwise than the correction says
-- about: integrity
-- severity: error
SELECT
    'correction' AS subject,
    correction.claim_id AS subject_id,
    'expected a claim with the quote ' || correction.quote || ' and the value ' || coalesce(number_text(correction.printed), '?') || ', found '
    || coalesce(claim.quote || ' and ' || number_text(claim.value), 'no such claim') AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM correction
LEFT JOIN claim USING (claim_id)
WHERE claim.quote IS DISTINCT FROM correction.quote OR claim.value <> correction.printed;
