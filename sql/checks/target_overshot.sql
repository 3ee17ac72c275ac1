-- grain: one row per claim of a fact that is many times a target which it is said to have met
-- why: 已经达到153件 against a target of 12件: targets are overshot by a fifth, not twelvefold
-- about: trust
-- severity: error
-- reach: series
-- reads: agreed_value, examined_claim
WITH states AS (SELECT * FROM examined_claim WHERE measure IN ('level', 'share', 'ratio') AND kind <> 'flow' AND value > 0 AND value_high IS NULL),

targets AS (SELECT * FROM states WHERE modality = 'target'),

powers AS (SELECT unnest([1, 2, 3, 4]) AS power),

-- a target for a year or a date, and a value from the two years before it was set up to its end
overshot AS (
    SELECT
        actuals.claim_id,
        actuals.observation_id,
        actuals.value,
        actuals.value_float,
        actuals.tentative,
        actuals.unit,
        actuals.title,
        targets.value AS target,
        targets.claim_id AS target_claim_id,
        powers.power
    FROM states AS actuals
    INNER JOIN targets
        ON targets.family_id = actuals.family_id AND targets.measure = actuals.measure AND targets.unit = actuals.unit
        AND actuals.period_end <= targets.period_end AND actuals.period_end > targets.published_on - INTERVAL 2 YEAR
    INNER JOIN powers ON actuals.value / pow(10, powers.power) BETWEEN 0.7 * targets.value AND 3 * targets.value
    WHERE actuals.modality = 'actual' AND NOT actuals.corrected AND actuals.value > 6 * targets.value
)

SELECT
    'claim' AS subject,
    overshot.claim_id AS subject_id,
    number_text(overshot.value) || ' ' || overshot.unit || ' is ' || round(overshot.value::DOUBLE / overshot.target::DOUBLE)::BIGINT || ' times the target of '
    || number_text(overshot.target) AS reason,
    shifted(overshot.value, overshot.power) AS suggested,
    [overshot.target_claim_id] AS evidence
FROM overshot
ANTI JOIN agreed_value AS agreed ON agreed.value = overshot.value_float AND agreed.observation_id = CASE WHEN NOT overshot.tentative THEN overshot.observation_id END
QUALIFY row_number() OVER (PARTITION BY overshot.claim_id ORDER BY overshot.power, overshot.target_claim_id) = 1;
