-- grain: one row per article of the issue being loaded: changed and vanished rows go, new ones come, equal ones stay
-- makes: outgoing_article
-- reads: incoming_article, incoming_issue
CREATE OR REPLACE TEMP TABLE outgoing_article AS
WITH stored AS (SELECT article.* FROM article SEMI JOIN incoming_issue USING (published_on, issue_id)),

kept AS (SELECT * EXCLUDE (code_version, recorded_from) FROM stored INTERSECT SELECT * FROM incoming_article)

SELECT stored.article_id FROM stored ANTI JOIN kept USING (article_id);

DELETE FROM article
WHERE published_on IN (SELECT published_on FROM incoming_issue) AND article_id IN (SELECT article_id FROM outgoing_article);

INSERT INTO article BY NAME
WITH stored AS (SELECT article.article_id FROM article SEMI JOIN incoming_issue USING (published_on, issue_id))

SELECT incoming_article.*, incoming_issue.code_version, incoming_issue.recorded_at AS recorded_from
FROM incoming_article CROSS JOIN incoming_issue ANTI JOIN stored USING (article_id)
ORDER BY article_id;
