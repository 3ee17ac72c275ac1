-- grain: one row per series, as files for other programs have it: ids as text
WITH series_catalogue AS (FROM main.series_catalogue),

series_named AS (FROM main.series_named)

SELECT
    series_named.series,
    series_catalogue.* REPLACE (
        id_text(series_catalogue.series_id) AS series_id, series_catalogue.n_claims::BIGINT AS n_claims
    )
FROM series_catalogue
INNER JOIN series_named ON series_named.series_id = series_catalogue.series_id;
