-- grain: one row per claim that its own article tells otherwise too, by more than rounding or a slip: a doubt of the reading first
-- why: 工业增加值比全国高3.4个百分点, 比全省高3.9个百分点: two things, read as one; neither proves anything until somebody looks
-- about: trust
-- severity: warn
-- reach: series
-- reads: examined_claim
SELECT
    'claim' AS subject,
    one.claim_id AS subject_id,
    number_text(one.value) || ' ' || one.unit || ' is read of what the same article tells as ' || number_text(other.value) || ' too: one of the two is of something else' AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    [other.claim_id] AS evidence
FROM examined_claim AS one
INNER JOIN examined_claim AS other
    ON other.observation_id = one.observation_id AND other.value <> one.value AND split_part(other.claim_id, ':', 1) = split_part(one.claim_id, ':', 1)
WHERE one.tentative AND other.tentative AND one.qualifier = 'eq' AND other.qualifier = 'eq' AND NOT one.corrected
QUALIFY row_number() OVER (PARTITION BY one.claim_id ORDER BY other.claim_id) = 1;
