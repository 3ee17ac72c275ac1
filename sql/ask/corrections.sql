-- grain: one row per declared correction, newest first: $n of them
SELECT correction.*, claim.unit, claim.indicator AS phrase, coalesce(source.name, claim.source_id) AS source
FROM main.correction AS correction
LEFT JOIN main.claim AS claim ON claim.claim_id = correction.claim_id
LEFT JOIN main.source AS source ON source.source_id = claim.source_id
ORDER BY correction.decided_on DESC, correction.claim_id
LIMIT $n;
