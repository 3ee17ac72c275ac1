-- grain: one row per claim whose scale is another than that of all others that its article lists with it, and makes it thousands of times smaller
-- why: 甲市 465.7亿元, 乙市 525.9元, 丙市 165.5亿元: the 亿 was left out
-- about: trust
-- severity: error
-- reach: article
-- reads: examined_claim, examined_issue
WITH listed AS (
    SELECT
        examined_claim.claim_id,
        claim.article_id,
        examined_claim.name,
        examined_claim.entity,
        examined_claim.ref_area,
        examined_claim.breakdown,
        examined_claim.unit,
        examined_claim.end_month,
        examined_claim.months,
        examined_claim.value,
        examined_claim.corrected,
        scale_of(claim.quote) AS scale
    FROM claim
    SEMI JOIN examined_issue USING (published_on, issue_id)
    INNER JOIN examined_claim ON examined_claim.claim_id = claim.claim_id
    WHERE
        examined_claim.measure = 'level' AND examined_claim.modality = 'actual' AND examined_claim.value > 0
        AND examined_claim.value_high IS NULL AND NOT examined_claim.tentative
),

beside AS (
    SELECT
        one.claim_id,
        any_value(one.value) AS value,
        any_value(one.unit) AS unit,
        any_value(one.scale) AS scale,
        min(other.scale) AS other_scale,
        min(other.value)::DOUBLE AS least,
        max(other.value)::DOUBLE AS most,
        list(other.claim_id ORDER BY other.claim_id)[1:4] AS proofs
    FROM listed AS one
    INNER JOIN listed AS other
        ON other.article_id = one.article_id AND other.name = one.name AND other.unit = one.unit
        AND other.end_month = one.end_month AND other.months = one.months
        AND (other.ref_area, other.breakdown, other.entity) IS DISTINCT FROM (one.ref_area, one.breakdown, one.entity)
    WHERE NOT one.corrected
    GROUP BY one.claim_id
    HAVING count(*) >= 2 AND min(other.scale) = max(other.scale) AND min(other.scale) > any_value(one.scale)
)

SELECT
    'claim' AS subject,
    claim_id AS subject_id,
    number_text(value) || ' ' || unit || ' is listed with numbers from ' || number_text(least) || ' to ' || number_text(most) || ', its scale left out' AS reason,
    shifted(value, scale - other_scale) AS suggested,
    proofs AS evidence
FROM beside
WHERE value * 1000 < least AND shifted(value, scale - other_scale) BETWEEN least / 10 AND most * 10;
