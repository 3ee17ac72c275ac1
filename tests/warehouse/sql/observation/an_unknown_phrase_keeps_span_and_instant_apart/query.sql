FROM observation ORDER BY value
