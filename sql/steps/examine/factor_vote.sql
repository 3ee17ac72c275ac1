-- grain: one row per claim and power of ten by which it may be off (0: not at all), with the weight of what says so
-- makes: factor_vote
-- reads: examined_claim, reference
CREATE OR REPLACE TEMP TABLE factor_vote AS
WITH powers AS (SELECT unnest([0, 1, -1, 2, -2, 3, -3, 4, -4, 8, -8]) AS power),

subjects AS (SELECT claim_id, value::DOUBLE AS value, measure FROM examined_claim),

judged AS (
    SELECT
        subjects.claim_id,
        powers.power,
        reference.kind,
        reference.weight,
        reference.proofs,
        CASE
            WHEN reference.slack IS NOT NULL THEN abs(subjects.value / pow(10, powers.power) - reference.value) <= reference.slack
            WHEN subjects.value * reference.value <= 0 THEN FALSE
            ELSE abs(log10(subjects.value / reference.value) - powers.power) <= reference.spread
        END AS agrees
    FROM subjects
    INNER JOIN reference USING (claim_id)
    CROSS JOIN powers
    -- growth is off by a point or a sign, never by ten thousand
    WHERE subjects.measure = 'level' OR abs(powers.power) <= 2
)

SELECT
    claim_id,
    power,  -- the value would be right divided by ten to this power
    sum(weight) AS votes,  -- the weight of all that says so
    list(DISTINCT kind ORDER BY kind) AS kinds,  -- what says so, as in `reference`
    flatten(list(proofs ORDER BY weight DESC, kind, proofs))[1:4] AS proofs  -- up to four claims that prove it
FROM judged
WHERE agrees
GROUP BY claim_id, power;
