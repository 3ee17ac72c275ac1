-- grain: one row per phrase of a quantity (no ranks, no durations) that the catalogue does not hold, most frequent first
WITH series AS (SELECT * FROM main.series WHERE indicator_id IS NULL AND measure NOT IN ('rank', 'duration')),

series_phrase AS (FROM main.series_phrase),

counted AS (
    SELECT
        series.phrase,
        arg_max(series.name, series.n_observations) AS printed,
        count(DISTINCT series.series_id) AS n_series,
        sum(series_phrase.n_claims)::BIGINT AS n_claims,
        mode(series.unit) AS unit,
        mode(series.measure) AS measure
    FROM series
    INNER JOIN series_phrase USING (series_id)
    GROUP BY series.phrase
)

SELECT
    printed,
    n_claims,
    n_series,
    unit,
    measure,
    phrase
FROM counted
ORDER BY n_claims DESC, n_series DESC, phrase
LIMIT $limit;
