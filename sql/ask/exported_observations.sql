-- grain: one row per observation, as files for other programs have it: ids as text, a float beside the exact value
WITH observations AS (FROM main.observations),

series_named AS (FROM main.series_named)

SELECT
    series_named.series,  -- the series' public key: base_stations_5g/CN/level, or 16 hexadecimal digits; the address of its page
    observations.* REPLACE (id_text(observations.observation_id) AS observation_id, id_text(observations.series_id) AS series_id),
    observations.value::DOUBLE AS value_float,
    year(observations.published_on) AS year  -- of the first of the days it is chosen from
FROM observations
INNER JOIN series_named ON series_named.series_id = observations.series_id;
