-- grain: one row per complete issue of a source, the nearest in time first: what its counts usually are
SELECT
    published_on,
    n_pages,
    n_articles,
    n_characters,
    n_claims
FROM issue
WHERE source_id = $source_id AND status = 'complete' AND layout <> '' AND published_on <> $day
    AND published_on BETWEEN $day - INTERVAL 120 DAY AND $day + INTERVAL 120 DAY
ORDER BY abs(published_on - $day::DATE), published_on;
