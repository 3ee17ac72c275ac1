-- grain: one row per outcome of printed numbers, the most frequent first
SELECT numeral.outcome, count(*) AS n
FROM main.numeral AS numeral
GROUP BY numeral.outcome
ORDER BY n DESC;
