-- grain: one row per measure, modality and place of which the series have values that answer to $name as a whole name, or as the
-- indicator's name whatever the part
WITH hits AS (
    SELECT DISTINCT series_name.series_id
    FROM main.series_name AS series_name
    WHERE name_key($name) IN (series_name.name_key, series_name.whole_key) AND name_key($name) <> ''
)

SELECT series.measure, series.modality, series.ref_area
FROM hits
INNER JOIN main.series AS series ON series.series_id = hits.series_id
GROUP BY series.measure, series.modality, series.ref_area
ORDER BY sum(series.n_observations) DESC, series.measure, series.modality, series.ref_area;
