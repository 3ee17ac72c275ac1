-- grain: one row per issue with a claim whose correction came, changed or went
-- reads: touched_correction
SELECT DISTINCT claim.issue_id FROM claim SEMI JOIN touched_correction USING (claim_id) ORDER BY claim.issue_id;
