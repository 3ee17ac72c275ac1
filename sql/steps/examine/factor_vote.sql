-- grain: one row per claim and power of ten by which it may be off, with the weight of what says so; a power that no more say than say
-- that the claim is right, where two do, is left out
-- makes: factor_vote
-- reads: agreed_value, examined_claim, examined_period, judged_value, reference
CREATE OR REPLACE TEMP TABLE factor_vote AS
-- growth is off by a point or a sign, never by ten thousand
WITH powers AS (SELECT power, pow(10, power) AS factor FROM unnest([1, -1, 2, -2, 3, -3, 4, -4, 8, -8]) AS tried (power)),

-- the powers that lie within a spread are one or none: they are counted out, not tried; most say the power 0, and are not looked at
said AS (
    SELECT subject, measure, weight, place, unnest(range(ceil(tens - spread)::BIGINT, floor(tens + spread)::BIGINT + 1))::INTEGER AS power
    FROM judged_value
    WHERE abs(tens) + spread >= 1
    UNION ALL
    SELECT judged.subject, judged.measure, judged.weight, judged.place, powers.power
    FROM judged_value AS judged CROSS JOIN powers
    WHERE
        judged.slack IS NOT NULL AND (judged.measure = 'level' OR abs(powers.power) <= 2)
        AND abs(judged.value / powers.factor - judged.other_value) <= judged.slack
),

off AS (FROM said SEMI JOIN powers USING (power) WHERE measure = 'level' OR abs(power) <= 2),

counted AS (
    SELECT subject, power, sum(weight) AS votes
    FROM off
    GROUP BY subject, power
),

open_to_doubt AS (
    SELECT counted.subject, counted.power, counted.votes
    FROM counted LEFT JOIN agreed_value USING (subject)
    WHERE agreed_value.votes IS NULL OR counted.votes > agreed_value.votes
),

-- the claims that print such a value, of all that print its observation
printed AS (
    SELECT claim_id, observation_id, value_float AS value
    FROM examined_claim
    WHERE modality = 'actual' AND value_high IS NULL AND NOT corrected AND NOT tentative AND value_float <> 0
        AND observation_id IN (SELECT judged_value.observation_id FROM judged_value SEMI JOIN open_to_doubt USING (subject))
),

first_of AS (SELECT observation_id, min(claim_id, 2) AS claims FROM printed GROUP BY observation_id),

open_claim AS (
    SELECT printed.claim_id, first_of.claims, judged.subject
    FROM (SELECT DISTINCT subject, observation_id, value FROM judged_value SEMI JOIN open_to_doubt USING (subject)) AS judged
    INNER JOIN printed ON printed.observation_id = judged.observation_id AND printed.value = judged.value
    INNER JOIN first_of ON first_of.observation_id = judged.observation_id
),

proof AS (SELECT rowid AS place, claim_id FROM examined_period),

proved AS (
    SELECT
        open_claim.claim_id,
        off.power,
        open_to_doubt.votes,
        off.weight,
        reference.kind,
        CASE
            WHEN reference.kind = 'same fact' THEN [CASE WHEN open_claim.claims[1] = open_claim.claim_id THEN open_claim.claims[2] ELSE open_claim.claims[1] END]
            ELSE list_filter([one.claim_id, two.claim_id, three.claim_id], lambda proof: proof IS NOT NULL)
        END AS proofs
    FROM open_to_doubt
    INNER JOIN off ON off.subject = open_to_doubt.subject AND off.power = open_to_doubt.power
    INNER JOIN open_claim ON open_claim.subject = open_to_doubt.subject
    INNER JOIN reference ON reference.rowid = off.place
    LEFT JOIN proof AS one ON one.place = reference.first_place
    LEFT JOIN proof AS two ON two.place = reference.second_place
    LEFT JOIN proof AS three ON three.place = reference.third_place
)

SELECT
    claim_id,
    power,  -- the value would be right divided by ten to this power
    any_value(votes) AS votes,  -- the weight of all that says so
    list(DISTINCT kind ORDER BY kind) AS kinds,  -- what says so, as in `reference`
    flatten(list(proofs ORDER BY weight DESC, kind, proofs))[1:4] AS proofs  -- up to four claims that prove it
FROM proved
GROUP BY claim_id, power;
