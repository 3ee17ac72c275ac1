-- grain: one row per claim of a fact whose period begins after the day it was published
-- about: trust
-- severity: warn
SELECT
    'claim' AS subject,
    claim.claim_id AS subject_id,
    'a fact of ' || period_label(claim.period_start, claim.period_end) || ' was printed on ' || claim.published_on AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM claim
WHERE claim.modality = 'actual' AND coalesce(claim.period_start, claim.period_end) > claim.published_on;
