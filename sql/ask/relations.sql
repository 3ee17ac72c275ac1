-- grain: one row per table or view of the copy
SELECT table_name AS name FROM information_schema.tables ORDER BY name;
