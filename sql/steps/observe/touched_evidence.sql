-- grain: one row per piece of evidence that came or went
-- reads: added_evidence, outgoing_evidence
INSERT INTO touched
SELECT 'observation_evidence' AS what, claim_id AS id, published_on, 'removed' AS why FROM outgoing_evidence
UNION ALL
SELECT 'observation_evidence' AS what, claim_id AS id, published_on, 'added' AS why FROM added_evidence ANTI JOIN outgoing_evidence USING (claim_id);
