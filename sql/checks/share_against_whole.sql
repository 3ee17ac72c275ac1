-- grain: one row per claim of a level or of its share of the country that together give a whole which cannot be
-- why: 19万件 that are 27.5 % of the country's make 69万件 for the country, several times what it ever had
-- about: trust
-- severity: error
-- reach: series
-- reads: examined_claim, examined_period
WITH levels AS (SELECT * FROM examined_period WHERE measure = 'level' AND value > 0),

rates AS (SELECT * FROM examined_period WHERE measure = 'share' AND unit = '%' AND value > 0),

told AS (
    SELECT
        part.observation_id AS part_id,
        part.value AS part,
        part.claim_id AS part_claim,
        rates.observation_id AS rate_id,
        rates.value AS rate,
        rates.claim_id AS rate_claim,
        whole.name_zh AS whole_name,
        whole.range_low::DOUBLE / 1.5 AS low,
        whole.range_high::DOUBLE * 1.5 AS high
    FROM rates
    INNER JOIN indicator_relation AS relation ON relation.kind = 'share_of' AND relation.share_id = rates.name
    INNER JOIN levels AS part
        ON part.name = relation.part_id AND part.ref_area = rates.ref_area AND part.breakdown = rates.breakdown AND part.entity = rates.entity
        AND part.end_month = rates.end_month AND (part.months = 0 OR rates.months = 0 OR part.months = rates.months)
    INNER JOIN indicator AS whole ON whole.indicator_id = relation.whole_id AND whole.unit = part.unit
    -- the range is the country's, and a flow's is a year's
    WHERE (relation.part_id = relation.whole_id) = (part.ref_area <> 'CN') AND NOT (whole.kind = 'flow' AND part.months BETWEEN 1 AND 11)
),

impossible AS (SELECT * FROM told WHERE NOT part / rate * 100 BETWEEN low AND high),

powers AS (SELECT unnest([1, -1, 2, -2, 3, -3, 4, -4]) AS power),

-- which of the two can be mended so that the whole can be
mended AS (
    SELECT part_id AS observation_id, rate_claim AS proof, whole_name, power, part / rate * 100 AS whole, rate_id AS other_id
    FROM impossible CROSS JOIN powers
    WHERE rate <= 100 AND part / pow(10, power) / rate * 100 BETWEEN low AND high
    UNION ALL
    SELECT rate_id AS observation_id, part_claim AS proof, whole_name, power, part / rate * 100 AS whole, part_id AS other_id
    FROM impossible CROSS JOIN powers
    WHERE rate / pow(10, power) <= 100 AND part / (rate / pow(10, power)) * 100 BETWEEN low AND high AND abs(power) <= 2
),

likeliest AS (
    SELECT * FROM mended QUALIFY row_number() OVER (PARTITION BY observation_id ORDER BY abs(power), power DESC) = 1
),

-- where either could be wrong, neither is called so
alone AS (SELECT likeliest.* FROM likeliest ANTI JOIN likeliest AS other ON other.observation_id = likeliest.other_id)

SELECT
    'claim' AS subject,
    examined_claim.claim_id AS subject_id,
    number_text(examined_claim.value) || ' ' || examined_claim.unit || ' gives ' || round(alone.whole)::BIGINT || ' as the whole of '
    || alone.whole_name || ', which cannot be' AS reason,
    shifted(examined_claim.value, alone.power) AS suggested,
    [alone.proof] AS evidence
FROM alone
INNER JOIN examined_claim USING (observation_id)
WHERE NOT examined_claim.corrected;
