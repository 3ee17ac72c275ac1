-- grain: one row per measure, modality and place of which the series have values that answer to one of $names as a whole name, or as
-- the indicator's name whatever the part; the name first given first
WITH asked AS (SELECT unnest($names::VARCHAR[]) AS name, generate_subscripts($names::VARCHAR[], 1) AS place),

hits AS (
    SELECT DISTINCT asked.place, asked.name, series_name.series_id
    FROM asked
    INNER JOIN main.series_name AS series_name
        ON name_key(asked.name) IN (series_name.name_key, series_name.whole_key) AND name_key(asked.name) <> ''
)

SELECT hits.name, series.measure, series.modality, series.ref_area, sum(series.n_observations)::BIGINT AS n
FROM hits
INNER JOIN main.series AS series ON series.series_id = hits.series_id
WHERE hits.place = (SELECT min(hits.place) FROM hits)
GROUP BY hits.name, series.measure, series.modality, series.ref_area
ORDER BY n DESC, series.measure, series.modality, series.ref_area;
