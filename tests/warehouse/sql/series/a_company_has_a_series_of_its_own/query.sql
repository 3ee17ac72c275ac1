FROM series ORDER BY entity
