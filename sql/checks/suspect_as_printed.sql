-- grain: one row per claim that the extractor found visibly wrong as printed
-- why: the sentence itself shows it
-- about: trust
-- severity: error
-- reach: article
-- reads: examined_issue
SELECT
    'claim' AS subject,
    claim.claim_id AS subject_id,
    claim.quote || ' is visibly wrong as printed' AS reason,
    claim.suggested,
    []::VARCHAR[] AS evidence
FROM claim SEMI JOIN examined_issue USING (published_on, issue_id)
WHERE claim.suspect;
