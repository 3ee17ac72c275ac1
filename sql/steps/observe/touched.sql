-- grain: one row per observation and series, and its phrases and names, that the work at hand wrote or took away
-- reads: added_name, added_series, changed_observation, counted_phrase, outgoing_name, outgoing_series
INSERT INTO touched
SELECT 'observation' AS what, observation_id::VARCHAR AS id, NULL AS published_on, move AS why FROM changed_observation
UNION ALL
SELECT 'series' AS what, series_id::VARCHAR AS id, NULL AS published_on, 'counted anew' AS why
FROM (SELECT series_id FROM added_series UNION SELECT series_id FROM outgoing_series) AS counted
UNION ALL
SELECT DISTINCT 'series_phrase' AS what, series_id::VARCHAR AS id, NULL AS published_on, 'counted anew' AS why
FROM counted_phrase
WHERE n_claims <> n_before
UNION ALL
SELECT 'series_name' AS what, series_id::VARCHAR AS id, NULL AS published_on, 'another name' AS why
FROM (SELECT series_id FROM added_name UNION SELECT series_id FROM outgoing_name) AS named;
