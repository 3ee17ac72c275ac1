-- grain: one row per article that prints the text of $key, or whose text it prints
SELECT
    CASE WHEN reprint.article_id = $key THEN reprint.original_id ELSE reprint.article_id END AS article_id,
    CASE WHEN reprint.article_id = $key THEN reprint.original_published_on ELSE reprint.published_on END AS published_on,
    reprint.similarity
FROM main.reprint AS reprint
WHERE reprint.article_id = $key OR reprint.original_id = $key
ORDER BY published_on, article_id;
