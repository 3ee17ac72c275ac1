-- grain: one row per claim, as files for other programs have it: ids as text, a float beside the exact value
WITH claims AS (FROM main.claims),

series_named AS (FROM main.series_named)

SELECT
    series_named.series,
    claims.* REPLACE (id_text(claims.observation_id) AS observation_id, id_text(claims.series_id) AS series_id),
    claims.value::DOUBLE AS value_float,
    year(claims.published_on) AS year  -- of publication
FROM claims
LEFT JOIN series_named ON series_named.series_id = claims.series_id;
