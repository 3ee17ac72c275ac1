-- grain: one row per series whose claims are looked at: of every family (indicator, part, body, place) that the examined issues speak
-- of all series, whatever the measure, and of what the catalogue ties to it, by whatever number of steps: a claim judged without all
-- that bears on it would be judged otherwise than in the whole warehouse; what other issues say of other things stays as it was found
-- makes: examined_series
-- reads: examined_issue
CREATE OR REPLACE TEMP TABLE examined_series AS
WITH RECURSIVE spoken AS (
    SELECT DISTINCT observation_evidence.series_id
    FROM observation_evidence SEMI JOIN examined_issue USING (published_on, issue_id)
),

keyed AS (
    SELECT series_id, coalesce(indicator_id, phrase) AS name, breakdown, entity, ref_area
    FROM series
),

-- the catalogue's ties that checks use: parts of a whole, and a share with what has it and of what
relation AS (SELECT * FROM indicator_relation WHERE kind IN ('part', 'share_of', 'share_path')),

tied_name AS (SELECT DISTINCT unnest([whole_id, part_id, share_id]) AS name FROM relation),

related AS (
    SELECT *, row_number() OVER () AS family
    FROM (SELECT DISTINCT name, breakdown, entity, ref_area FROM keyed SEMI JOIN tied_name USING (name)) AS families
),

tie AS (
    SELECT one.family, other.family AS other
    FROM relation
    INNER JOIN related AS one ON one.name = CASE relation.kind WHEN 'part' THEN relation.whole_id ELSE relation.share_id END
    INNER JOIN related AS other
        ON other.name = relation.part_id AND other.breakdown = one.breakdown AND other.entity = one.entity AND other.ref_area = one.ref_area
    UNION
    SELECT one.family, other.family AS other
    FROM relation
    INNER JOIN related AS one ON one.name = relation.share_id
    INNER JOIN related AS other
        ON other.name = relation.whole_id AND other.breakdown = '' AND other.entity = ''
        AND other.ref_area = CASE WHEN relation.part_id = relation.whole_id THEN 'CN' ELSE one.ref_area END
    WHERE relation.kind <> 'part'
),

ties AS (
    SELECT family, other FROM tie
    UNION
    SELECT other AS family, family AS other FROM tie
),

spoken_family AS (
    SELECT DISTINCT name, breakdown, entity, ref_area
    FROM keyed SEMI JOIN spoken USING (series_id)
),

reached AS (
    SELECT family FROM related SEMI JOIN spoken_family USING (name, breakdown, entity, ref_area)
    UNION
    SELECT ties.other AS family FROM reached INNER JOIN ties USING (family)
),

examined AS (
    SELECT name, breakdown, entity, ref_area FROM spoken_family
    UNION
    SELECT name, breakdown, entity, ref_area FROM related SEMI JOIN reached USING (family)
)

SELECT
    series.series_id,
    examined.name,  -- the indicator's id, or the phrase of one that the catalogue does not hold
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
    md5_number_lower(concat_ws(chr(31), examined.name, series.breakdown, series.entity, series.ref_area)) AS family_id  -- indicator, breakdown, body and place, whatever the measure
FROM series
INNER JOIN examined
    ON examined.name = coalesce(series.indicator_id, series.phrase) AND examined.breakdown = series.breakdown
    AND examined.entity = series.entity AND examined.ref_area = series.ref_area
LEFT JOIN indicator ON indicator.indicator_id = series.indicator_id;
