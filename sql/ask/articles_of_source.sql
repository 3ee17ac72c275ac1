-- grain: one row per article of the source $key, of its newest issues: $n of them
SELECT article.article_id, article.published_on, article.page, article.title, issue.status, issue.detail, claims.n AS n_claims
FROM main.article AS article
INNER JOIN main.issue AS issue ON issue.issue_id = article.issue_id
LEFT JOIN (
    SELECT claim.article_id, count(*) AS n
    FROM main.claim AS claim
    WHERE claim.source_id = $key
    GROUP BY claim.article_id
) AS claims ON claims.article_id = article.article_id
WHERE article.source_id = $key
ORDER BY article.published_on DESC, article.page, article.ordinal, article.article_id
LIMIT $n;
