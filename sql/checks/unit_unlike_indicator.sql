-- grain: one row per claim of a level in another unit than the indicator of its name has in the catalogue
-- why: 发电量 of so many 千瓦, 5G基站 by the 吨: the value lies in a series of its own until somebody looks
-- about: trust
-- severity: warn
-- reach: series
-- reads: examined_claim, examined_series
WITH names AS (
    SELECT DISTINCT indicator_id, name_zh, unit, name_key(unnest([name_zh, name_en] || aliases)) AS key
    FROM indicator
),

keyed AS (SELECT series_id, name_key(name) AS key FROM examined_series),

-- a claim whose unit the catalogue's cannot be turned into keeps its phrase for a key; one of a unit like it has the indicator
levels AS (
    SELECT
        examined_claim.claim_id,
        examined_claim.unit,
        keyed.key,
        examined_claim.indicator_id,
        examined_claim.indicator_unit,
        examined_claim.title
    FROM examined_claim INNER JOIN keyed USING (series_id)
    -- a sum told in dollars too is no slip
    WHERE measure = 'level' AND breakdown = '' AND entity = '' AND NOT corrected AND NOT regexp_matches(unit, '^[A-Z]{3}$')
),

unlike AS (
    SELECT levels.claim_id, levels.unit, names.name_zh, names.unit AS indicator_unit
    FROM levels INNER JOIN names USING (key)
    -- counts of other things stand under any name (三家企业完成收入…), tonnes and kilowatts do not
    WHERE levels.indicator_id IS NULL AND regexp_matches(levels.unit, '吨|瓦|米|里|元|亩|公顷|克|升|桶|B$|时$')
    UNION ALL
    SELECT levels.claim_id, levels.unit, levels.title AS name_zh, levels.indicator_unit
    FROM levels
    WHERE levels.indicator_id IS NOT NULL AND levels.unit <> levels.indicator_unit
)

SELECT
    'claim' AS subject,
    unlike.claim_id AS subject_id,
    unlike.name_zh || ' is counted in ' || unlike.indicator_unit || ', not in ' || unlike.unit AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    []::VARCHAR[] AS evidence
FROM unlike;
