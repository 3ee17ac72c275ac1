-- grain: one row per article of the part at hand: whose text it is. The paper that its credit names (来源：人民日报), the agency
-- that its credit or its first words name (新华社北京9月19日电), else its own paper; of a reprint, whose text its original is
-- makes: told_by, article_origin
-- reads: refreshed_article
CREATE OR REPLACE TEMP TABLE told_by AS
SELECT refreshed_article.article_id, reprint.original_id, reprint.original_published_on
FROM refreshed_article
INNER JOIN reprint ON reprint.published_on = refreshed_article.published_on AND reprint.article_id = refreshed_article.article_id;

CREATE OR REPLACE TEMP TABLE article_origin AS
WITH telling AS (
    SELECT told_by.article_id, article.source_id, article.credit, article.text
    FROM told_by
    INNER JOIN article ON article.published_on = told_by.original_published_on AND article.article_id = told_by.original_id
    UNION ALL
    SELECT refreshed_article.article_id, refreshed_article.source_id, refreshed_article.credit, refreshed_article.text
    FROM refreshed_article ANTI JOIN told_by USING (article_id)
),

credited AS (
    SELECT
        telling.article_id,
        telling.source_id,
        coalesce(
            nullif(name_key(regexp_replace(coalesce(telling.credit, ''), '^\s*(本文)?(来源|稿源|转载自|转自|摘自|据)\s*[:：]?', '')), ''),
            nullif(regexp_extract(left(telling.text, 160), '(新华社|中新社|人民日报|央视新闻)[^。，,]{0,16}[电讯]', 1), '')
        ) AS credited_to
    FROM telling
),

papers AS (SELECT name_key(source.name) AS name_key, min(source.source_id) AS source_id FROM source GROUP BY ALL)

SELECT
    credited.article_id,
    coalesce(papers.source_id, credited.credited_to, credited.source_id) AS origin
FROM credited
LEFT JOIN papers ON papers.name_key = credited.credited_to;
