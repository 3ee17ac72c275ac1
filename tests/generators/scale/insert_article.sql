-- grain: one row per article of the month
INSERT INTO article BY NAME
SELECT
    article_id, any_value(issue_id) AS issue_id, any_value(source_id) AS source_id, published_on, 'article' AS kind, 'zh' AS lang,
    '1' AS page, '' AS page_name, 1 AS ordinal, '' AS kicker, '标题' AS title, '' AS subtitle, '' AS byline, '' AS credit, '' AS url,
    string_agg(sentence, '' ORDER BY sentence_start) AS text,
    [] AS paragraphs, [] AS segments, 'generated' AS code_version, TIMESTAMP '2026-01-01' AS recorded_from
FROM placed_claim GROUP BY published_on, article_id ORDER BY published_on, article_id;
