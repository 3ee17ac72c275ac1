-- grain: one row per claim of the article $key, in reading order
SELECT
    claim.claim_id,
    claim.char_start,
    claim.char_end,
    claim.indicator AS phrase,
    coalesce(proof.suspect, claim.suspect) AS is_doubted
FROM main.claim AS claim
LEFT JOIN main.observation_evidence AS proof ON proof.claim_id = claim.claim_id
WHERE claim.article_id = $key
ORDER BY claim.char_start, claim.char_end DESC;
