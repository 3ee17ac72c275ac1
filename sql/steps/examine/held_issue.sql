-- grain: one row per issue whose rows are held against one another: every one that a row names, or those with a row that was touched since
-- the readers' copy was made
-- makes: held_issue
CREATE OR REPLACE TEMP TABLE held_issue AS
WITH claims AS (SELECT DISTINCT id AS claim_id, published_on FROM touched WHERE what IN ('claim', 'observation_evidence') AND NOT $whole),

articles AS (SELECT DISTINCT id AS article_id, published_on FROM touched WHERE what = 'article' AND NOT $whole)

SELECT published_on, issue_id FROM issue WHERE $whole
UNION
SELECT published_on, issue_id FROM article WHERE $whole
UNION
SELECT published_on, issue_id FROM claim WHERE $whole
UNION
SELECT published_on, issue_id FROM numeral WHERE $whole
UNION
SELECT published_on, issue_id FROM observation_evidence WHERE $whole
UNION
SELECT published_on, id AS issue_id FROM touched WHERE what IN ('issue', 'numeral', 'page_fetch') AND id <> '' AND NOT $whole
UNION
SELECT published_on, issue_id FROM article SEMI JOIN articles USING (published_on, article_id)
UNION
SELECT published_on, issue_id FROM claim SEMI JOIN claims USING (published_on, claim_id)
UNION
SELECT published_on, issue_id FROM observation_evidence SEMI JOIN claims USING (published_on, claim_id);
