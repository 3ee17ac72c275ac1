-- grain: one row per series that only superseded texts spoke of and that answers to a name, and how well, as in find_series
CREATE OR REPLACE MACRO find_former_series(wanted) AS TABLE
WITH evidence AS (FROM main.superseded_evidence),

series AS (FROM main.series),

indicator AS (FROM main.indicator),

former AS (SELECT evidence.* FROM evidence ANTI JOIN series USING (series_id)),

called AS (
    SELECT former.series_id, former.entity, former.breakdown, unnest([former.phrase, former.indicator]) AS name FROM former
    UNION ALL
    SELECT
        former.series_id,
        former.entity,
        former.breakdown,
        unnest([indicator.indicator_id, indicator.name_zh, indicator.name_en] || indicator.aliases) AS name
    FROM former INNER JOIN indicator ON indicator.indicator_id = former.indicator_id
),

keyed AS (
    SELECT called.series_id, name_key(called.name) AS name_key, name_key(called.entity || called.breakdown || called.name) AS whole_key
    FROM called
)

SELECT
    keyed.series_id,
    min(
        CASE
            WHEN keyed.whole_key = name_key(wanted) THEN 1
            WHEN keyed.name_key = name_key(wanted) THEN 2
            WHEN starts_with(keyed.whole_key, name_key(wanted)) THEN 3
            ELSE 4
        END
    ) AS fit  -- how well the name fits: 1 the whole name, 2 whatever the part, 3 a beginning, 4 anywhere
FROM keyed
WHERE contains(keyed.whole_key, name_key(wanted)) AND name_key(wanted) <> ''
GROUP BY keyed.series_id;
