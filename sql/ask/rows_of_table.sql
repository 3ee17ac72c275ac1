-- grain: one row of the table or view $name that holds $has in any column, in no stated order: $n of them
SELECT asked.*
FROM query_table($name) AS asked
WHERE $has = '' OR contains(lower(asked::VARCHAR), lower($has))
LIMIT $n;
