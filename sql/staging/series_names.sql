-- grain: one row per series and name that it answers to: id, Chinese, English, alias, or its own phrase; with and without part
CREATE OR REPLACE VIEW series_names AS
WITH series AS (FROM main.series),

indicator AS (FROM main.indicator),

catalogue_names AS (
    SELECT indicator_id, unnest([indicator_id, name_zh, name_en] || aliases) AS name
    FROM indicator
),

called AS (
    SELECT series.series_id, series.breakdown, catalogue_names.name
    FROM series INNER JOIN catalogue_names USING (indicator_id)
    UNION ALL
    SELECT series.series_id, series.breakdown, series.phrase AS name
    FROM series
    WHERE series.indicator_id IS NULL
)

SELECT DISTINCT
    called.series_id,
    called.name,
    called.breakdown,
    name_key(called.name) AS name_key,
    name_key(called.breakdown || called.name) AS whole_key
FROM called;
