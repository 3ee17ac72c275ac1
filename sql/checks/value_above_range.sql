-- grain: one row per claim of a level that is above the catalogue's plausible range for the whole country
-- why: no part of the country has more than the country could; a flow of several years may be as many times a year's, and a range is
-- an estimate, so that what other numbers confirm stands
-- about: trust
-- severity: error
-- reach: series
-- reads: agreed_value, examined_claim, factor_vote
WITH above AS (
    SELECT *
    FROM examined_claim
    WHERE
        NOT corrected
        AND indicator_unit = unit
        AND (measure = 'level' OR (measure IN ('share', 'ratio') AND kind = 'ratio'))
        AND value > range_high * CASE WHEN kind = 'flow' THEN greatest(ceil(months / 12), 1)::INTEGER ELSE 1 END
),

levels AS (
    SELECT above.*
    FROM above
    ANTI JOIN agreed_value AS agreed
        ON agreed.value = above.value_float
        AND agreed.observation_id = CASE WHEN above.value_high IS NULL AND NOT above.tentative THEN above.observation_id END
),

powers AS (SELECT unnest([1, 2, 3, 4, 8]) AS power),

-- the smallest shift that brings it into the range; what other numbers vote for first
shifts AS (
    SELECT levels.claim_id, shifted(levels.value, powers.power) AS suggested, factor_vote.proofs
    FROM levels
    CROSS JOIN powers
    LEFT JOIN factor_vote ON factor_vote.claim_id = levels.claim_id AND factor_vote.power = powers.power
    WHERE shifted(levels.value, powers.power) BETWEEN CASE WHEN levels.ref_area = 'CN' AND levels.breakdown = '' AND levels.entity = '' THEN levels.range_low ELSE 0 END AND levels.range_high
    QUALIFY row_number() OVER (PARTITION BY levels.claim_id ORDER BY coalesce(factor_vote.votes, 0) DESC, powers.power) = 1
)

SELECT
    'claim' AS subject,
    levels.claim_id AS subject_id,
    number_text(levels.value) || ' ' || levels.unit || ' is above the plausible range of ' || levels.title || ', ' || number_text(levels.range_low)
    || ' to ' || number_text(levels.range_high) AS reason,
    shifts.suggested,
    coalesce(shifts.proofs, []) AS evidence
FROM levels
LEFT JOIN shifts USING (claim_id);
