-- grain: one row per claim that translates the claim $key, or that it translates ($original)
SELECT claim.claim_id, claim.quote, claim.sentence, claim.lang, claim.published_on
FROM main.claim AS claim
WHERE claim.translation_of = $key OR claim.claim_id = $original
ORDER BY claim.published_on, claim.claim_id;
