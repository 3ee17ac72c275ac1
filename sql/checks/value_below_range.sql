-- grain: one row per claim of a level of the whole country that is below the catalogue's plausible range
-- about: trust
-- severity: warn
WITH levels AS (
    SELECT claim.claim_id, claim.quote, claim.value, claim.suggested, series.indicator_id, series.breakdown, series.ref_area
    FROM claim
    INNER JOIN observation_evidence AS proof
        ON proof.published_on = claim.published_on AND proof.claim_id = claim.claim_id
    INNER JOIN series ON series.series_id = proof.series_id
    INNER JOIN indicator ON indicator.indicator_id = series.indicator_id AND indicator.unit = series.unit
    WHERE series.measure = 'level' OR (series.measure IN ('share', 'ratio') AND indicator.kind = 'ratio')
)

SELECT
    'claim' AS subject,
    levels.claim_id AS subject_id,
    levels.quote || ' is below the plausible range of ' || indicator.name_zh AS reason,
    levels.suggested
FROM levels
INNER JOIN indicator USING (indicator_id)
WHERE levels.value < indicator.range_low AND levels.breakdown = '' AND levels.ref_area = 'CN';
