-- grain: one row per series that answers to a name at all, and how well: 1 the whole name with its part, 2 the indicator's
-- name whatever the part, 3 a beginning, 4 anywhere
CREATE OR REPLACE MACRO find_series(wanted) AS TABLE
WITH series_names AS (FROM main.series_name)

SELECT
    series_names.series_id,
    min(
        CASE
            WHEN series_names.whole_key = name_key(wanted) THEN 1
            WHEN series_names.name_key = name_key(wanted) THEN 2
            WHEN starts_with(series_names.whole_key, name_key(wanted)) THEN 3
            ELSE 4
        END
    ) AS fit  -- how well the name fits: 1 the whole name, 2 whatever the part, 3 a beginning, 4 anywhere
FROM series_names
WHERE contains(series_names.whole_key, name_key(wanted)) AND name_key(wanted) <> ''
GROUP BY series_names.series_id;
