-- grain: one row per article of the part at hand whose $version-th text was changed since
-- makes: refreshed_article
-- reads: part_issue
CREATE OR REPLACE TEMP TABLE refreshed_article AS
SELECT
    superseded_article.article_id,
    superseded_article.source_id,
    superseded_article.published_on,
    superseded_article.credit,
    superseded_article.text,
    superseded_article.valid_from
FROM superseded_article SEMI JOIN part_issue USING (published_on, issue_id)
WHERE superseded_article.version = $version;
