-- grain: one row per piece of evidence of the part at hand that came or went, and one per claim that was told another series
-- reads: added_evidence, moved_claim, outgoing_evidence, refreshed_claim
INSERT INTO touched
SELECT 'observation_evidence' AS what, claim_id AS id, published_on, 'removed' AS why FROM outgoing_evidence
UNION ALL
SELECT 'observation_evidence' AS what, claim_id AS id, published_on, 'added' AS why FROM added_evidence ANTI JOIN outgoing_evidence USING (claim_id)
UNION ALL
SELECT 'claim' AS what, refreshed_claim.claim_id AS id, refreshed_claim.published_on, 'another series' AS why
FROM refreshed_claim SEMI JOIN moved_claim USING (place);
