-- grain: one row per claim that the findings newly doubt, or doubt no more
-- reads: added_finding, closed_finding
WITH changed AS (
    SELECT subject_id FROM added_finding WHERE about = 'trust' AND severity = 'error' AND subject = 'claim'
    UNION
    SELECT subject_id FROM closed_finding WHERE about = 'trust' AND severity = 'error' AND subject = 'claim'
)

SELECT claim.claim_id, claim.published_on
FROM claim
SEMI JOIN changed ON changed.subject_id = claim.claim_id
ORDER BY claim.claim_id;
