-- grain: one row per claim of a fact whose period begins after the day it was published
-- why: what has not been cannot have been counted; a plan's number read as a fact
-- about: trust
-- severity: warn
-- reach: article
-- reads: examined_issue
SELECT
    'claim' AS subject,
    claim.claim_id AS subject_id,
    'a fact of ' || period_label(claim.period_start, claim.period_end) || ' was printed on ' || claim.published_on AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    []::VARCHAR[] AS evidence
FROM claim SEMI JOIN examined_issue USING (published_on, issue_id)
WHERE claim.modality = 'actual' AND coalesce(claim.period_start, claim.period_end) > claim.published_on;
