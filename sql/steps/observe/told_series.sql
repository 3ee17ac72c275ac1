-- grain: one row per series of evidence that came or went: the parts of its key, as the claims at hand tell them
-- reads: added_evidence, keyed_claim, outgoing_evidence, told_series
INSERT INTO told_series
SELECT DISTINCT ON (keyed_claim.series_id)
    keyed_claim.series_id,
    keyed_claim.indicator_id,
    keyed_claim.phrase,
    keyed_claim.breakdown,
    keyed_claim.entity,
    keyed_claim.ref_area,
    keyed_claim.measure,
    keyed_claim.base,
    keyed_claim.unit,
    keyed_claim.modality,
    keyed_claim.share_part,
    keyed_claim.share_whole
FROM keyed_claim
SEMI JOIN (SELECT series_id FROM added_evidence UNION ALL SELECT series_id FROM outgoing_evidence) AS moved USING (series_id)
ANTI JOIN told_series USING (series_id);
