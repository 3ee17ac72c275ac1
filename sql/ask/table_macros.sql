-- grain: one row per table macro of the copy, with the names of its parameters
SELECT function_name AS name, parameters
FROM duckdb_functions()
WHERE function_type = 'table_macro' AND NOT internal
ORDER BY name;
