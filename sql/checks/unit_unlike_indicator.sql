-- grain: one row per claim of a level in another unit than its indicator has in the catalogue
-- why: 亿千瓦 for 亿千瓦时, dollars for yuan: the value lies in a series of its own until somebody looks
-- about: trust
-- severity: warn
-- reach: series
SELECT
    'claim' AS subject,
    examined_claim.claim_id AS subject_id,
    examined_claim.title || ' is counted in ' || examined_claim.indicator_unit || ', not in ' || examined_claim.unit AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    []::VARCHAR[] AS evidence
FROM examined_claim
WHERE
    examined_claim.measure = 'level'
    AND NOT examined_claim.corrected
    AND examined_claim.unit <> examined_claim.indicator_unit
    -- a sum told in dollars too is no slip
    AND NOT regexp_matches(examined_claim.unit, '^[A-Z]{3}$');
