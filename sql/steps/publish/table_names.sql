-- grain: one row per stored table of the warehouse
SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND database_name = current_database() ORDER BY table_name;
