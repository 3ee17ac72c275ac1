-- grain: one row per claim and power of ten by which it may be off (0: not at all), with the weight of what says so
-- makes: factor_vote
-- reads: examined_claim, reference
CREATE OR REPLACE TEMP TABLE factor_vote AS
WITH powers AS (SELECT unnest([0, 1, -1, 2, -2, 3, -3, 4, -4, 8, -8]) AS power),

subjects AS (SELECT claim_id, value::DOUBLE AS value, measure FROM examined_claim),

judged AS (
    SELECT
        subjects.claim_id,
        subjects.measure,
        subjects.value,
        reference.value AS other_value,
        reference.kind,
        reference.weight,
        reference.proofs,
        reference.spread,
        reference.slack,
        CASE WHEN reference.slack IS NULL AND subjects.value * reference.value > 0 THEN log10(subjects.value / reference.value) END AS tens
    FROM subjects INNER JOIN reference USING (claim_id)
),

-- the powers that lie within a spread are one or none: they are counted out, not tried
agreed AS (
    SELECT
        claim_id, measure, kind, weight, proofs,
        unnest(range(ceil(tens - spread)::BIGINT, floor(tens + spread)::BIGINT + 1))::INTEGER AS power
    FROM judged
    WHERE tens IS NOT NULL
    UNION ALL
    SELECT judged.claim_id, judged.measure, judged.kind, judged.weight, judged.proofs, powers.power
    FROM judged CROSS JOIN powers
    WHERE judged.slack IS NOT NULL AND abs(judged.value / pow(10, powers.power) - judged.other_value) <= judged.slack
),

-- growth is off by a point or a sign, never by ten thousand
voiced AS (FROM agreed SEMI JOIN powers USING (power) WHERE measure = 'level' OR abs(power) <= 2)

SELECT
    claim_id,
    power,  -- the value would be right divided by ten to this power
    sum(weight) AS votes,  -- the weight of all that says so
    list(DISTINCT kind ORDER BY kind) AS kinds,  -- what says so, as in `reference`; NULL of the power 0, which is most of all
    flatten(list(proofs ORDER BY weight DESC, kind, proofs))[1:4] AS proofs  -- up to four claims that prove it; NULL of the power 0
FROM voiced
WHERE power <> 0
GROUP BY claim_id, power
UNION ALL
SELECT claim_id, 0 AS power, sum(weight) AS votes, NULL AS kinds, NULL AS proofs
FROM voiced
WHERE power = 0
GROUP BY claim_id;
