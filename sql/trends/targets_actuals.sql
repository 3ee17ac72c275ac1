-- grain: one row per target of a level, share or ratio (statistics, no counts of tasks): the latest actual value on the way to it, and how it stands
CREATE OR REPLACE VIEW targets_actuals AS
WITH observations AS (SELECT * FROM main.observations WHERE status <> 'suspect'),

targets AS (
    SELECT * FROM observations WHERE modality = 'target' AND measure IN ('level', 'share', 'ratio') AND tier = 'must'
),

actuals AS (SELECT * FROM observations WHERE modality = 'actual'),

-- a flow is compared over the target's own period only; a state on any day, the first one that reached the target first
compared AS (
    SELECT
        targets.*,
        actuals.value AS actual_value,
        actuals.period AS actual_period,
        actuals.period_end AS actual_period_end,
        actuals.claim_id AS actual_claim_id,
        actuals.quote AS actual_quote,
        actuals.sentence AS actual_sentence,
        CASE WHEN targets.qualifier = 'lt' THEN actuals.value <= targets.value ELSE actuals.value >= targets.value END AS reached
    FROM targets
    LEFT JOIN actuals
        ON coalesce(actuals.indicator_id, actuals.indicator) = coalesce(targets.indicator_id, targets.indicator)
        AND actuals.breakdown = targets.breakdown
        AND actuals.ref_area = targets.ref_area
        AND actuals.measure = targets.measure
        AND actuals.unit = targets.unit
        AND (actuals.period_start IS NULL OR actuals.period_start = targets.period_start AND actuals.period_end = targets.period_end)
        AND (actuals.period_end >= targets.published_on - INTERVAL 1 YEAR OR actuals.published_on >= targets.published_on)
),

ranked AS (
    SELECT
        compared.*,
        row_number() OVER (
            PARTITION BY observation_id
            ORDER BY
                coalesce(reached, FALSE) DESC,
                CASE WHEN reached THEN actual_period_end END,
                actual_period_end DESC NULLS LAST,
                actual_claim_id
        ) AS place
    FROM compared
)

SELECT
    observation_id,
    indicator_id,
    indicator,
    name_en,
    breakdown,
    ref_area,
    measure,
    unit,
    period AS target_period,
    value AS target,
    qualifier,
    actual_period,
    actual_value AS actual,
    CASE
        WHEN actual_value IS NULL THEN 'open'
        WHEN reached AND actual_period_end <= period_end THEN 'met'
        WHEN reached THEN 'met_late'
        WHEN actual_period_end >= period_end THEN 'missed'
        ELSE 'on_the_way'
    END AS status,
    value - actual_value AS distance,
    published_on AS target_published_on,
    quote AS target_quote,
    sentence AS target_sentence,
    actual_quote,
    actual_sentence,
    claim_id AS target_claim_id,
    actual_claim_id
FROM ranked
WHERE place = 1;
