-- grain: one row per target of a level, share, ratio or growth (statistics, no counts of tasks), across papers and wordings: how it
-- stands. met: reached by its date; missed: its date came with less, or it was reached later (reached_on); on_the_way: a value
-- since, short of it, its date to come; open: no value since it was set, or its date has passed and nobody has printed how it ended
CREATE OR REPLACE VIEW targets_actuals AS
WITH series AS (
    SELECT *
    FROM main.series
    WHERE modality IN ('actual', 'target') AND measure IN ('level', 'share', 'ratio', 'growth')
),

known_until AS (SELECT max(observation.last_published_on) AS last_day FROM main.observation AS observation WHERE observation.status <> 'suspect'),

-- the series that can tell how a target stands: a handful of all, found before any sentence is read
asked AS (
    SELECT unnest(list(DISTINCT told.series_id)) AS series_id
    FROM main.series AS told
    INNER JOIN main.series AS aimed
        ON coalesce(aimed.indicator_id, aimed.name, aimed.phrase) = coalesce(told.indicator_id, told.name, told.phrase)
        AND aimed.breakdown = told.breakdown AND aimed.entity = told.entity
        AND aimed.ref_area = told.ref_area
        AND aimed.measure = told.measure
        AND aimed.unit = told.unit
    WHERE told.modality = 'actual' AND aimed.modality = 'target'
),

-- what is held of them and of the targets, without a word of text
held AS (
    SELECT
        observation.* EXCLUDE (series_id),
        series.*,
        coalesce(indicator.name_zh, series.name, series.phrase) AS title,
        indicator.name_en,
        period_label(observation.period_start, observation.period_end) AS period,
        coalesce(source.name, observation.source_id) AS source
    FROM main.observation AS observation
    INNER JOIN series USING (series_id)
    LEFT JOIN main.indicator AS indicator USING (indicator_id)
    LEFT JOIN main.source AS source ON source.source_id = observation.source_id
    WHERE observation.status <> 'suspect' AND (series.modality = 'target' OR series.series_id IN (SELECT asked.series_id FROM asked))
),

aimed_claim AS (SELECT unnest(list(held.claim_id)) AS claim_id FROM held WHERE held.modality = 'target'),

task AS (SELECT claim.claim_id FROM main.claim AS claim SEMI JOIN aimed_claim USING (claim_id) WHERE claim.tier <> 'must'),

targets AS (SELECT held.* FROM held ANTI JOIN task USING (claim_id) WHERE held.modality = 'target'),

actuals AS (SELECT * FROM held WHERE modality = 'actual'),

-- a flow is compared within the target's own period, from its beginning on; a state on any day since the target was set
compared AS (
    SELECT
        targets.*,
        actuals.value AS actual_value,
        actuals.period AS actual_period,
        actuals.period_end AS actual_period_end,
        actuals.claim_id AS actual_claim_id,
        actuals.source AS actual_source,
        actuals.period_end >= targets.period_end AS is_final,
        CASE
            WHEN targets.qualifier = 'lt' AND actuals.period_start IS NOT NULL AND actuals.period_end < targets.period_end THEN FALSE
            WHEN targets.measure <> 'level' AND actuals.period_start IS NOT NULL AND actuals.period_end < targets.period_end THEN FALSE
            WHEN targets.qualifier = 'lt' THEN actuals.value <= targets.value
            ELSE actuals.value >= targets.value
        END AS reached
    FROM targets
    LEFT JOIN actuals
        ON coalesce(actuals.indicator_id, actuals.title) = coalesce(targets.indicator_id, targets.title)
        AND actuals.breakdown = targets.breakdown AND actuals.entity = targets.entity
        AND actuals.ref_area = targets.ref_area
        AND actuals.measure = targets.measure
        AND actuals.base IS NOT DISTINCT FROM targets.base
        AND actuals.unit = targets.unit
        AND CASE
            WHEN actuals.period_start IS NULL THEN actuals.period_end >= targets.published_on - INTERVAL 1 YEAR
            WHEN targets.period_start IS NOT NULL
                THEN actuals.period_start = targets.period_start AND actuals.period_end <= targets.period_end
            ELSE actuals.period_end >= targets.published_on - INTERVAL 1 YEAR
        END
),

ranked AS (
    SELECT
        compared.*,
        row_number() OVER (
            PARTITION BY observation_id
            ORDER BY
                coalesce(reached, FALSE) DESC,
                CASE WHEN reached THEN actual_period_end END,
                CASE WHEN actual_period_end >= period_end THEN actual_period_end END,
                actual_period_end DESC NULLS LAST,
                actual_claim_id
        ) AS place
    FROM compared
),

-- where a state stood when the target was set: what the pace is counted from
starts AS (
    SELECT
        targets.observation_id,
        max(actuals.period_end) AS start_day,
        arg_max(actuals.value, actuals.period_end) AS start_value
    FROM targets
    INNER JOIN actuals
        ON coalesce(actuals.indicator_id, actuals.title) = coalesce(targets.indicator_id, targets.title)
        AND actuals.breakdown = targets.breakdown AND actuals.entity = targets.entity
        AND actuals.ref_area = targets.ref_area
        AND actuals.measure = targets.measure
        AND actuals.unit = targets.unit
        AND actuals.period_start IS NULL
        AND actuals.period_end <= targets.published_on
    GROUP BY targets.observation_id
),

judged AS (
    SELECT
        ranked.*,
        starts.start_value,
        starts.start_day,
        CASE
            WHEN actual_value IS NULL THEN 'open'
            WHEN reached AND actual_period_end <= period_end THEN 'met'
            WHEN reached OR is_final THEN 'missed'
            WHEN known_until.last_day > period_end THEN 'open'
            ELSE 'on_the_way'
        END AS standing,
        CASE WHEN value <> 0 THEN (actual_value / value * 100)::DECIMAL(38, 4) END AS reached_pct,
        -- part of the way gone, over part of the time gone: 1 is just in time
        CASE
            WHEN start_value <> value AND actual_period_end > start_day AND period_end > start_day
                THEN (
                    ((actual_value - start_value) / (value - start_value))
                    / (datediff('day', start_day, actual_period_end) / datediff('day', start_day, period_end))
                )::DECIMAL(38, 4)
        END AS pace
    FROM ranked
    CROSS JOIN known_until
    LEFT JOIN starts ON starts.observation_id = ranked.observation_id
    WHERE place = 1
),

asked_claim AS (SELECT unnest(list(judged.claim_id) || list(judged.actual_claim_id)) AS claim_id FROM judged),

said AS (SELECT claim.claim_id, claim.quote, claim.sentence FROM main.claim AS claim SEMI JOIN asked_claim USING (claim_id))

SELECT
    judged.observation_id,
    judged.indicator_id,
    judged.title AS indicator,
    name_en,
    breakdown,
    entity,
    ref_area,
    measure,
    unit,
    period AS target_period,  -- by when, or in which period
    value AS target,  -- the value aimed at
    qualifier,
    actual_period,  -- the period of the actual value
    actual_value AS actual,  -- the actual value it is held against; NULL where there is none
    standing AS status,
    CASE WHEN reached THEN actual_period_end END AS reached_on,  -- the end of the period in which it was reached
    value - actual_value AS distance,  -- target less actual, in the unit
    reached_pct,  -- actual in % of the target
    pace,  -- part of the way gone over part of the time gone: 1 is just in time
    judged.published_on AS target_published_on,  -- the day on which the target was printed
    source AS target_source,  -- the paper that printed the target
    aimed.quote AS target_quote,  -- the target's number, verbatim
    aimed.sentence AS target_sentence,  -- the target's sentence
    actual_source,  -- the paper that printed the actual value
    told.quote AS actual_quote,  -- the actual value's number, verbatim
    told.sentence AS actual_sentence,  -- the actual value's sentence
    judged.claim_id AS target_claim_id,  -- the target's claim
    actual_claim_id  -- the actual value's claim
FROM judged
LEFT JOIN said AS aimed ON aimed.claim_id = judged.claim_id
LEFT JOIN said AS told ON told.claim_id = judged.actual_claim_id;
