-- grain: one row per gap, as the view gaps has it
FROM gaps
ORDER BY source_id, first_day;
