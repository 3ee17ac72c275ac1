-- grain: one row per claim of the article $key, in reading order
WITH claim AS (SELECT * FROM main.claim WHERE article_id = $key),

-- lists tell the planner that these are few
asked AS (SELECT unnest(list(claim.claim_id)) AS claim_id, unnest(list(claim.series_id)) AS series_id FROM claim),

proof AS (SELECT proof.* FROM main.observation_evidence AS proof SEMI JOIN asked USING (claim_id, series_id))

SELECT
    claim.claim_id,
    claim.char_start,
    claim.char_end,
    claim.indicator AS phrase,
    coalesce(proof.suspect, claim.suspect) AS is_doubted
FROM claim
LEFT JOIN proof ON proof.claim_id = claim.claim_id
ORDER BY claim.char_start, claim.char_end DESC;
