-- grain: one row per reach of rules and claim that they were asked about, claims that are no more among them
-- makes: in_reach
-- reads: examined_claim, examined_issue
CREATE OR REPLACE TEMP TABLE in_reach AS
SELECT 'series' AS reach, claim_id AS subject_id
FROM examined_claim
UNION ALL
SELECT 'article' AS reach, claim_id AS subject_id
FROM claim SEMI JOIN examined_issue USING (published_on, issue_id)
UNION ALL
SELECT unnest(['series', 'article']) AS reach, claim_id AS subject_id
FROM claim_history SEMI JOIN examined_issue USING (published_on, issue_id)
WHERE withdrawn;
