-- Questions for DuckDB's own shell, from the folder that holds `data`: duckdb -init docs/questions.sql
-- Or one after the other into a file: duckdb < docs/questions.sql
-- DuckDB 1.3 and later opens the copy. USE is needed: a macro of an attached file reads the tables of the database in use.
ATTACH 'data/published.duckdb' AS published (READ_ONLY);
USE published;

-- What is the trend, and which sentence printed each value?
SELECT period, value, unit, change_pct, source, sentence FROM trend('5G基站');

-- Which value was known when? Every vintage with the sentence that brought it.
SELECT known_from, known_until, period, modality, value, source, sentence
FROM vintages('5G基站') WHERE measure = 'level' ORDER BY known_from, period;

-- What did one know at the end of 2024, and what has been printed of the same periods since?
SELECT earlier.period, earlier.modality, earlier.value AS known_then, later.value AS known_now, later.source
FROM as_of(DATE '2024-12-31', '5G基站') AS earlier
LEFT JOIN as_of(current_date, '5G基站') AS later USING (observation_id)
ORDER BY earlier.period_end;

-- Was the target met, and in whose words?
SELECT target, target_period, actual, status, reached_pct, target_sentence, actual_sentence
FROM targets_actuals WHERE indicator = '5G基站';

-- Where does a value stand? The printing behind the newest point: paper, page, title, sentence.
SELECT source, published_on, page, title, quote, sentence, claim_id
FROM evidence('5G基站') WHERE is_chosen AND modality = 'actual' ORDER BY period DESC LIMIT 1;

-- Which indicators have most values, to go on with?
SELECT indicator, ref_area, measure, count(*) AS n, min(period_end) AS first, max(period_end) AS last
FROM observations WHERE status <> 'suspect' GROUP BY ALL ORDER BY n DESC, indicator LIMIT 10;
