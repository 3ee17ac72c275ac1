-- grain: one row per indicator's name, those with most values first
SELECT indicator, count(*) AS n_values
FROM observations
GROUP BY indicator
ORDER BY n_values DESC, indicator;
