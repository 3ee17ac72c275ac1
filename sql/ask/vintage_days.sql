-- grain: one row per day on which something was printed of the series $ids, the first day first
SELECT DISTINCT proof.published_on AS day
FROM main.observation_evidence AS proof
WHERE proof.series_id IN (SELECT unnest($ids::UBIGINT[]))
ORDER BY day;
