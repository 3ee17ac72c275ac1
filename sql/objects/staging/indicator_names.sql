-- grain: one row per key by which a share may know the indicator that a name stands for: its id in the catalogue, or its phrase
CREATE OR REPLACE MACRO indicator_names(name) AS TABLE
WITH series_names AS (FROM main.series_name),

series AS (FROM main.series),

indicator AS (FROM main.indicator)

SELECT DISTINCT coalesce(series.indicator_id, series.phrase) AS name_key
FROM series_names
INNER JOIN series ON series.series_id = series_names.series_id
WHERE series_names.name_key = name_key(name)
UNION
SELECT indicator.indicator_id AS name_key
FROM indicator
WHERE list_contains(list_transform([indicator_id, name_zh, name_en] || aliases, x -> name_key(x)), name_key(name))
UNION
SELECT name AS name_key;
