-- grain: one row per issue whose texts are held against the quotes of its claims: all, or those read since the readers' copy was made;
-- a doubt changes no text
-- makes: held_text
-- reads: held_issue
CREATE OR REPLACE TEMP TABLE held_text AS
SELECT held_issue.published_on, held_issue.issue_id
FROM held_issue
WHERE
    $whole
    OR held_issue.issue_id IN (SELECT touched.id FROM touched WHERE touched.what = 'issue')
    OR held_issue.issue_id IN (SELECT article.issue_id FROM article WHERE article.article_id IN (SELECT touched.id FROM touched WHERE touched.what = 'article'))
    OR held_issue.issue_id IN (
        SELECT claim.issue_id FROM claim
        WHERE claim.claim_id IN (SELECT touched.id FROM touched WHERE touched.what = 'claim' AND touched.why <> 'another series')
    );
