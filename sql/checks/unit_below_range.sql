-- grain: one row per claim of a level of the whole country that a larger unit or a scale left out would bring into the plausible range
-- why: 190.2 megawatts of solar power are one park's; 190.2 gigawatts are the country's. What is smaller by another factor may be a part
-- that the name does not say, and is worth a look only
-- about: trust
-- severity: error
-- reach: article
-- reads: examined_claim, examined_issue
WITH levels AS (
    SELECT
        examined_claim.*,
        CASE
            WHEN regexp_matches(claim.quote, 'megawatt|MW|兆瓦') THEN [-3]
            WHEN regexp_matches(claim.quote, 'kilowatt|kW|million') THEN [-3, -6]
            WHEN scale_of(claim.quote) = 0 AND claim.lang = 'zh' THEN [-4, -8]
            WHEN scale_of(claim.quote) = 4 THEN [-4]
        END AS powers
    FROM claim
    SEMI JOIN examined_issue USING (published_on, issue_id)
    INNER JOIN examined_claim ON examined_claim.claim_id = claim.claim_id
    WHERE
        examined_claim.measure IN ('level', 'change')
        AND examined_claim.modality = 'actual' AND examined_claim.indicator_unit = examined_claim.unit
        AND examined_claim.value > 0 AND examined_claim.value * 100 < examined_claim.range_low
        AND examined_claim.breakdown = '' AND examined_claim.entity = '' AND examined_claim.ref_area = 'CN'
        AND (examined_claim.kind = 'stock' OR examined_claim.months >= 6)
        AND NOT examined_claim.corrected AND NOT examined_claim.tentative
),

powers AS (SELECT claim_id, value, range_low, range_high, unnest(powers) AS power FROM levels),

shifts AS (SELECT *, shifted(value, power) AS suggested FROM powers)

SELECT
    'claim' AS subject,
    levels.claim_id AS subject_id,
    number_text(levels.value) || ' ' || levels.unit || ' is far below the plausible range of ' || levels.title || ', ' || number_text(levels.range_low)
    || ' to ' || number_text(levels.range_high) || ': another unit or scale was meant' AS reason,
    shifts.suggested,
    []::VARCHAR[] AS evidence
FROM levels
INNER JOIN shifts ON shifts.claim_id = levels.claim_id AND shifts.suggested BETWEEN shifts.range_low AND shifts.range_high
QUALIFY row_number() OVER (PARTITION BY levels.claim_id ORDER BY shifts.suggested) = 1;
