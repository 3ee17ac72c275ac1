-- grain: one row: the article $key with its issue
SELECT
    article.* EXCLUDE (paragraphs, segments),
    issue.content_hash,
    issue.status AS issue_status,
    issue.layout,
    coalesce(source.name, article.source_id) AS source,
    source.name_en AS source_en
FROM main.article AS article
LEFT JOIN main.issue AS issue ON issue.issue_id = article.issue_id
LEFT JOIN main.source AS source ON source.source_id = article.source_id
WHERE article.article_id = $key;
