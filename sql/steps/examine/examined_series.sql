-- grain: one row per series whose claims are looked at: all that the examined issues speak of, whatever the measure, and what
-- the catalogue ties to it, by whatever number of steps: a claim judged without all that bears on it would be judged otherwise
-- than in the whole warehouse; what other issues say of other things stays as it was found
-- makes: examined_series
-- reads: examined_issue
CREATE OR REPLACE TEMP TABLE examined_series AS
WITH RECURSIVE spoken AS (
    SELECT DISTINCT observation_evidence.series_id
    FROM observation_evidence SEMI JOIN examined_issue USING (published_on, issue_id)
),

named AS (
    SELECT DISTINCT coalesce(series.indicator_id, series.phrase) AS name
    FROM series SEMI JOIN spoken USING (series_id)
),

member AS (
    SELECT rowid AS relation, unnest([whole_id, part_id, share_id]) AS name
    FROM indicator_relation
),

names AS (
    SELECT name FROM named
    UNION
    SELECT tied.name
    FROM names
    INNER JOIN member USING (name)
    INNER JOIN member AS tied ON tied.relation = member.relation AND tied.name IS NOT NULL
)

SELECT
    series.series_id,
    names.name,  -- the indicator's id, or the phrase of one that the catalogue does not hold
    series.indicator_id,
    coalesce(indicator.name_zh, series.phrase) AS title,  -- its name for messages
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.base,
    series.unit,
    series.modality,
    coalesce(indicator.kind, '') AS kind,  -- stock, flow, ratio, index; empty where the catalogue does not say
    indicator.unit AS indicator_unit,  -- the catalogue's unit of the indicator
    indicator.range_low,
    indicator.range_high,
    md5_number_lower(concat_ws(chr(31), names.name, series.breakdown, series.entity, series.ref_area)) AS family_id  -- indicator, breakdown, body and place, whatever the measure
FROM series
INNER JOIN names ON names.name = coalesce(series.indicator_id, series.phrase)
LEFT JOIN indicator ON indicator.indicator_id = series.indicator_id;
