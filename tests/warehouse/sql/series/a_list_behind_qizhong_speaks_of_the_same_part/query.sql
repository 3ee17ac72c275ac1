FROM series ORDER BY phrase
