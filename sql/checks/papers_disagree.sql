-- grain: one row per claim of a fact that another paper prints otherwise within a month, both exactly
-- why: one of them is wrong or means something else; a later number is a revision and no quarrel
-- about: trust
-- severity: warn
-- reach: series
-- reads: examined_claim, factor_doubt
WITH exact_claims AS (
    SELECT * FROM examined_claim ANTI JOIN factor_doubt USING (claim_id)
    WHERE modality = 'actual' AND qualifier = 'eq' AND value_high IS NULL AND value <> 0 AND NOT corrected
),

-- one paper alone has no other, nor has one value: most facts need not be held against each other, value by value
shared AS (
    SELECT exact_claims.*
    FROM exact_claims
    SEMI JOIN (
        SELECT observation_id FROM exact_claims
        GROUP BY observation_id
        HAVING min(value_float) < max(value_float) AND min(source_id) < max(source_id)
    ) AS told USING (observation_id)
),

-- how many print it so, claim by claim of a fact with more than one value
votes AS (
    SELECT observation_id, value, count(DISTINCT source_id) AS n_sources, min(claim_id) AS claim_id,
        min(published_on) AS first_day, max(published_on) AS last_day
    FROM shared
    GROUP BY observation_id, value
),

-- 33.6 and 33.55 are one number rounded twice: half a unit of the last digit of the shorter one is allowed
quarrels AS (
    SELECT one.observation_id, one.value, other.value AS other_value, other.claim_id AS other_claim_id, other.n_sources > one.n_sources AS outvoted
    FROM votes AS one
    INNER JOIN votes AS other ON other.observation_id = one.observation_id AND other.value <> one.value
    WHERE
        abs(other.value - one.value)::DOUBLE > 6 * pow(10, floor(log10(abs(one.value)::DOUBLE)) - least(significant_digits(one.value), significant_digits(other.value)))
        AND abs(other.value - one.value)::DOUBLE > 0.005 * abs(one.value)::DOUBLE
        AND one.first_day <= other.last_day + INTERVAL 31 DAY
        AND other.first_day <= one.last_day + INTERVAL 31 DAY
)

SELECT
    'claim' AS subject,
    shared.claim_id AS subject_id,
    number_text(shared.value) || ' ' || shared.unit || ' is printed here, ' || number_text(quarrels.other_value) || ' elsewhere' AS reason,
    CASE WHEN quarrels.outvoted THEN quarrels.other_value END AS suggested,
    [quarrels.other_claim_id] AS evidence
FROM shared
INNER JOIN quarrels USING (observation_id, value)
INNER JOIN examined_claim AS other ON other.claim_id = quarrels.other_claim_id
WHERE other.source_id <> shared.source_id
QUALIFY row_number() OVER (PARTITION BY shared.claim_id ORDER BY quarrels.outvoted DESC, quarrels.other_claim_id) = 1;
