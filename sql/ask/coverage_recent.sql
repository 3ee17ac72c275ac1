-- grain: one row per source and month, each source's last twelve
SELECT coverage.*, coalesce(source.name, coverage.source_id) AS source
FROM coverage
LEFT JOIN main.source AS source ON source.source_id = coverage.source_id
QUALIFY row_number() OVER (PARTITION BY coverage.source_id ORDER BY coverage.month DESC) <= 12
ORDER BY coverage.source_id, coverage.month;
