-- grain: one row per series to be printed
CREATE OR REPLACE TEMP TABLE generated_series AS
WITH numbered AS (SELECT *, row_number() OVER (ORDER BY place, id) - 1 AS n FROM (
    SELECT names.*, places.place FROM generated_name AS names CROSS JOIN generated_place AS places
)),
told AS (
    SELECT numbered.*, 'level' AS measure FROM numbered
    UNION ALL
    SELECT numbered.*, 'growth' AS measure FROM numbered WHERE unit <> '%'
)
SELECT row_number() OVER (ORDER BY hash(id || place || measure || $seed)) - 1 AS s, told.*
FROM told QUALIFY s < $n_series;
