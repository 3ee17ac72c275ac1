-- grain: one row per claim of the texts at hand, with the parts of its series
-- reads: incoming_evidence, incoming_superseded_evidence, keyed_claim
INSERT INTO incoming_superseded_evidence BY NAME
SELECT
    incoming_evidence.*,
    superseded_claim.version,
    superseded_claim.valid_to,
    keyed_claim.indicator_id,
    keyed_claim.phrase,
    keyed_claim.breakdown,
    keyed_claim.entity,
    keyed_claim.ref_area,
    keyed_claim.measure,
    keyed_claim.base,
    keyed_claim.unit,
    keyed_claim.modality
FROM incoming_evidence
INNER JOIN keyed_claim ON keyed_claim.claim_id = incoming_evidence.claim_id
INNER JOIN superseded_claim ON superseded_claim.rowid = keyed_claim.place;
