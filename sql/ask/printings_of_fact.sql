-- grain: one row per claim that is evidence for the observation $id, the chosen one first, then as they were printed
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
FROM main.observation_evidence AS proof
INNER JOIN main.claim AS claim ON claim.claim_id = proof.claim_id
LEFT JOIN main.observation AS observation ON observation.observation_id = proof.observation_id
LEFT JOIN main.source AS source ON source.source_id = proof.source_id
LEFT JOIN main.reprint AS reprint ON reprint.article_id = claim.article_id
WHERE proof.observation_id = $id
ORDER BY is_chosen DESC, proof.published_on, proof.claim_id;
