-- grain: one row per claim of a level that lies outside the catalogue's plausible range; below it only for the whole country
-- about: trust
-- severity: warn
WITH levels AS (
    SELECT claim.claim_id, claim.quote, claim.suggested, proof.value, series.indicator_id, series.breakdown, series.ref_area
    FROM claim
    INNER JOIN observation_evidence AS proof USING (claim_id)
    INNER JOIN series ON series.series_id = proof.series_id
    INNER JOIN indicator ON indicator.indicator_id = series.indicator_id AND indicator.unit = series.unit
    WHERE series.measure = 'level' OR (series.measure IN ('share', 'ratio') AND indicator.kind = 'ratio')
)

SELECT
    'claim' AS subject,
    levels.claim_id AS subject_id,
    levels.quote || ' is outside the plausible range of ' || indicator.name_zh AS reason,
    levels.suggested
FROM levels
INNER JOIN indicator USING (indicator_id)
WHERE
    levels.value > indicator.range_high
    OR (levels.value < indicator.range_low AND levels.breakdown = '' AND levels.ref_area = 'CN');
