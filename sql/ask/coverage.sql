-- grain: one row per source and month, as the view coverage has it
FROM coverage
ORDER BY source_id, month;
