FROM series ORDER BY indicator_id NULLS LAST
