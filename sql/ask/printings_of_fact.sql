-- grain: one row per claim that is evidence for the observation $id, the chosen one first, then as they were printed
WITH proof AS (SELECT * FROM main.observation_evidence WHERE observation_id = $id),

-- lists tell the planner that these are few: else it hashes every claim and observation there is
asked AS (SELECT unnest(list(proof.claim_id)) AS claim_id, unnest(list(proof.series_id)) AS series_id FROM proof),

claim AS (SELECT claim.* FROM main.claim AS claim SEMI JOIN asked USING (claim_id, series_id)),

observation AS (
    SELECT observation.observation_id, observation.claim_id FROM main.observation AS observation WHERE observation.observation_id = $id
),

asked_article AS (SELECT unnest(list(DISTINCT claim.article_id)) AS article_id FROM claim),

reprint AS (SELECT reprint.* FROM main.reprint AS reprint SEMI JOIN asked_article USING (article_id))

SELECT
    proof.claim_id,
    proof.value,
    proof.value_high,
    proof.qualifier,
    proof.origin,
    proof.published_on,
    proof.suspect,
    observation.claim_id = proof.claim_id AS is_chosen,
    coalesce(source.name, proof.source_id) AS source,
    claim.quote,
    claim.sentence,
    claim.unit,
    claim.lang,
    claim.article_id,
    reprint.original_id
FROM proof
INNER JOIN claim ON claim.claim_id = proof.claim_id
LEFT JOIN observation ON observation.observation_id = proof.observation_id
LEFT JOIN main.source AS source ON source.source_id = proof.source_id
LEFT JOIN reprint ON reprint.article_id = claim.article_id
ORDER BY is_chosen DESC, proof.published_on, proof.claim_id;
