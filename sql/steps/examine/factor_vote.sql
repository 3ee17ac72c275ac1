-- grain: one row per claim and power of ten by which it may be off (0: not at all), with the weight of what says so; a power that no
-- more say than say that the claim is right, where two do, is left out
-- makes: factor_vote
-- reads: examined_claim, reference
CREATE OR REPLACE TEMP TABLE factor_vote AS
WITH subjects AS (SELECT rowid AS subject, claim_id, value_float AS value, measure FROM examined_claim),

judged AS (
    SELECT
        subjects.subject,
        subjects.measure,
        subjects.value,
        reference.value AS other_value,
        reference.weight,
        reference.spread,
        reference.slack,
        reference.rowid AS place,
        CASE WHEN reference.slack IS NULL AND subjects.value * reference.value > 0 THEN log10(subjects.value / reference.value) END AS tens
    FROM subjects INNER JOIN reference USING (claim_id)
),

-- growth is off by a point or a sign, never by ten thousand
powers AS (SELECT unnest([1, -1, 2, -2, 3, -3, 4, -4, 8, -8]) AS power),

-- the powers that lie within a spread are one or none: they are counted out, not tried; most say the power 0, and are not looked at
agreed AS (
    SELECT subject, measure, weight, place, unnest(range(ceil(tens - spread)::BIGINT, floor(tens + spread)::BIGINT + 1))::INTEGER AS power
    FROM judged
    WHERE abs(tens) + spread >= 1
    UNION ALL
    SELECT judged.subject, judged.measure, judged.weight, judged.place, powers.power
    FROM judged CROSS JOIN powers
    WHERE
        judged.slack IS NOT NULL AND (judged.measure = 'level' OR abs(powers.power) <= 2)
        AND abs(judged.value / pow(10, powers.power) - judged.other_value) <= judged.slack
),

off AS (FROM agreed SEMI JOIN powers USING (power) WHERE measure = 'level' OR abs(power) <= 2),

as_printed AS (
    SELECT subject, sum(weight) AS votes
    FROM judged
    WHERE CASE WHEN slack IS NULL THEN abs(tens) <= spread ELSE abs(value - other_value) <= slack END
    GROUP BY subject
),

counted AS (
    SELECT off.subject, off.power, sum(off.weight) AS votes
    FROM off
    GROUP BY off.subject, off.power
),

open_to_doubt AS (
    SELECT counted.subject, counted.power, counted.votes
    FROM counted LEFT JOIN as_printed USING (subject)
    WHERE coalesce(as_printed.votes, 0) < 2 OR counted.votes > as_printed.votes
),

told AS (
    SELECT
        off.subject,
        off.power,
        any_value(open_to_doubt.votes) AS votes,
        list(DISTINCT reference.kind ORDER BY reference.kind) AS kinds,
        flatten(list(reference.proofs ORDER BY off.weight DESC, reference.kind, reference.proofs))[1:4] AS proofs
    FROM off
    INNER JOIN open_to_doubt ON open_to_doubt.subject = off.subject AND open_to_doubt.power = off.power
    INNER JOIN reference ON reference.rowid = off.place
    GROUP BY off.subject, off.power
)

SELECT
    subjects.claim_id,
    votes.power,  -- the value would be right divided by ten to this power
    votes.votes,  -- the weight of all that says so
    votes.kinds,  -- what says so, as in `reference`; NULL of the power 0, which is most of all
    votes.proofs  -- up to four claims that prove it; NULL of the power 0
FROM (
    FROM told
    UNION ALL
    SELECT subject, 0 AS power, votes, NULL AS kinds, NULL AS proofs FROM as_printed
) AS votes
INNER JOIN subjects USING (subject);
