-- grain: one row per article of the refreshed issues that is long enough to be known again
-- makes: signed_article
-- reads: refreshed_issue
CREATE OR REPLACE TEMP TABLE signed_article AS
SELECT article.article_id, article.issue_id, article.published_on, article.text
FROM article SEMI JOIN refreshed_issue USING (published_on, issue_id)
WHERE length(article.text) >= 150;
