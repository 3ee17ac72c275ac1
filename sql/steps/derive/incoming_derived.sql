-- grain: one row per derivation that the observations allow, of those that rest on or stand beside a touched one, or whose whole was touched
-- makes: observation_at_hand, incoming_derived
-- reads: derive_run, known_observation, moved_observation, touched_whole
-- before series are looked up, which else are looked up for all observations
CREATE OR REPLACE TEMP TABLE observation_at_hand AS
SELECT observation_id, series_id, period_start, period_end, last_day(period_end) AS month_end, value, qualifier, claim_id, published_on
FROM observation SEMI JOIN known_observation USING (observation_id)
WHERE status <> 'suspect' AND value_high IS NULL;

CREATE OR REPLACE TEMP TABLE incoming_derived AS
WITH known AS (
    SELECT
        observation_at_hand.*,
        coalesce(series.indicator_id, series.phrase) AS indicator_key,
        series.indicator_id,
        series.phrase,
        series.breakdown,
        series.entity,
        series.ref_area,
        series.measure,
        series.base,
        series.unit,
        series.share_part,
        series.share_whole
    FROM observation_at_hand INNER JOIN series USING (series_id)
    WHERE series.modality = 'actual'
),

levels AS (SELECT known.* FROM known WHERE known.measure = 'level'),

rates AS (SELECT known.* FROM known WHERE known.measure IN ('share', 'ratio') AND known.unit = '%'),

-- what a growth or a change is against: the same months of the year before, or a named year
moves AS (
    SELECT
        known.*,
        CASE WHEN known.base SIMILAR TO '\d{4}' THEN make_date(known.base::INTEGER, 12, 31) END AS base_year_end,
        CASE WHEN known.base SIMILAR TO '\d{4}-\d{2}-\d{2}' THEN known.base::DATE END AS base_day
    FROM known
    WHERE known.measure IN ('growth', 'change', 'change_pp') AND known.qualifier = 'eq' AND known.base IS NOT NULL
),

-- the state or the flow that moved, in the period in which it moved
paired AS (
    SELECT moves.*, moved.observation_id AS moved_id, moved.series_id AS moved_series_id, moved.value AS moved_value,
        moved.unit AS moved_unit, moved.measure AS moved_measure, moved.claim_id AS moved_claim_id,
        moved.published_on AS moved_published_on, moved.period_start AS moved_start, moved.period_end AS moved_end
    FROM moves
    INNER JOIN levels AS moved
        ON moved.indicator_key = moves.indicator_key AND moved.breakdown = moves.breakdown AND moved.entity = moves.entity AND moved.ref_area = moves.ref_area
        AND moved.month_end = moves.month_end
        AND (moved.period_start IS NULL OR moved.period_start = moves.period_start OR (moves.base <> 'yoy' AND span_months(moved.period_start, moved.period_end) = 12))
    WHERE moves.measure = 'growth' AND moves.value > -100 OR moves.measure = 'change' AND moved.unit = moves.unit
    UNION ALL
    SELECT moves.*, moved.observation_id, moved.series_id, moved.value, moved.unit, moved.measure, moved.claim_id,
        moved.published_on, moved.period_start, moved.period_end
    FROM moves
    INNER JOIN rates AS moved
        ON moved.indicator_key = moves.indicator_key AND moved.breakdown = moves.breakdown AND moved.entity = moves.entity AND moved.ref_area = moves.ref_area
        AND moved.month_end = moves.month_end
        AND (moved.period_start IS NULL OR moves.period_start IS NULL OR moved.period_start = moves.period_start)
    WHERE moves.measure = 'change_pp'
),

before AS (
    SELECT
        moved_series_id AS series_id, indicator_id, phrase, breakdown, entity, ref_area, moved_measure AS measure, moved_unit AS unit,
        CASE
            WHEN moved_start IS NULL OR base_day IS NOT NULL THEN NULL
            WHEN base = 'yoy' THEN year_before(moved_start)
            WHEN span_months(moved_start, moved_end) = 12 THEN date_trunc('year', base_year_end)::DATE
        END AS period_start,
        CASE WHEN base = 'yoy' THEN year_before(moved_end) ELSE coalesce(base_year_end, base_day) END AS period_end,
        CASE
            WHEN measure = 'growth' THEN significant(moved_value / (1 + value / 100), 6)
            ELSE moved_value - value
        END AS value,
        CASE measure
            WHEN 'growth' THEN 'level_before_growth'
            WHEN 'change' THEN 'level_before_change'
            ELSE 'rate_before_change'
        END AS rule,
        CASE
            WHEN measure = 'growth' THEN number_text(moved_value) || ' / (1 + ' || number_text(value) || ' / 100)'
            WHEN value < 0 THEN number_text(moved_value) || ' + ' || number_text(-value)
            ELSE number_text(moved_value) || ' − ' || number_text(value)
        END AS formula,
        [moved_id, observation_id] AS inputs,
        [moved_claim_id, claim_id] AS claim_ids,
        greatest(published_on, moved_published_on) AS known_from
    FROM paired
    WHERE moved_start IS NULL OR base = 'yoy' OR (base_year_end IS NOT NULL AND span_months(moved_start, moved_end) = 12)
),

-- phrases that shares name as their whole, of which something is known
named_whole AS (
    SELECT DISTINCT series.phrase
    FROM series INNER JOIN observation USING (series_id)
    WHERE
        series.phrase IN (SELECT known.share_whole FROM known WHERE known.measure = 'share')
        AND series.modality = 'actual' AND observation.status <> 'suspect' AND observation.value_high IS NULL
),

-- of the country only: a province's share may be of the country's whole as well as of its own; and the whole must be known as
-- an indicator at all
wholes AS (
    SELECT
        series_key(indicator.indicator_id, shares.share_whole, '', '', parts.ref_area, 'level', NULL, parts.unit, 'actual') AS series_id,
        indicator.indicator_id,
        CASE WHEN indicator.indicator_id IS NULL THEN shares.share_whole END AS phrase,
        '' AS breakdown,
        '' AS entity,
        parts.ref_area,
        'level' AS measure,
        parts.unit,
        parts.period_start,
        parts.period_end,
        significant(parts.value / (shares.value / 100), 6) AS value,
        'whole_of_share' AS rule,
        number_text(parts.value) || ' / (' || number_text(shares.value) || ' / 100)' AS formula,
        [parts.observation_id, shares.observation_id] AS inputs,
        [parts.claim_id, shares.claim_id] AS claim_ids,
        greatest(parts.published_on, shares.published_on) AS known_from
    FROM rates AS shares
    INNER JOIN levels AS parts
        ON parts.indicator_key = shares.share_part AND parts.breakdown = shares.breakdown AND parts.entity = shares.entity AND parts.ref_area = shares.ref_area
        AND parts.month_end = shares.month_end
        AND (parts.period_start IS NULL OR parts.period_start = shares.period_start)
    LEFT JOIN indicator ON indicator.indicator_id = shares.share_whole
    WHERE
        shares.measure = 'share' AND shares.value > 0 AND shares.qualifier = 'eq' AND shares.breakdown = '' AND shares.entity = '' AND shares.ref_area = 'CN'
        AND (indicator.indicator_id IS NOT NULL OR shares.share_whole IN (SELECT named_whole.phrase FROM named_whole))
),

derived AS (
    SELECT * FROM before
    UNION ALL
    SELECT * FROM wholes
),

keyed AS (
    SELECT
        md5_number_lower(concat_ws(chr(31), derived.rule, derived.inputs::VARCHAR)) AS derived_id,
        observation_key(derived.series_id, derived.period_start, derived.period_end) AS observation_id,
        derived.*
    FROM derived
    WHERE derived.value IS NOT NULL
)

SELECT DISTINCT keyed.*, printed.observation_id AS printed_id
FROM keyed
LEFT JOIN observation AS printed
    ON printed.observation_id = keyed.observation_id AND printed.status <> 'suspect' AND printed.value_high IS NULL
WHERE
    (SELECT any_value(whole) FROM derive_run)
    OR (keyed.rule = 'whole_of_share' AND coalesce(keyed.indicator_id, keyed.phrase) IN (SELECT indicator_key FROM touched_whole))
    OR (
        keyed.rule <> 'whole_of_share'
        AND (
            keyed.inputs[1] IN (SELECT observation_id FROM moved_observation) OR keyed.inputs[2] IN (SELECT observation_id FROM moved_observation)
            OR keyed.observation_id IN (SELECT observation_id FROM moved_observation)
        )
    );
