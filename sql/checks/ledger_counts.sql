-- grain: one row per issue whose ledger row counts other than its tables hold
-- about: integrity
-- severity: error
-- reads: held_issue
WITH articles AS (SELECT issue_id, count(*) AS n FROM article SEMI JOIN held_issue ON held_issue.issue_id IS NOT DISTINCT FROM article.issue_id AND held_issue.published_on IS NOT DISTINCT FROM article.published_on GROUP BY issue_id),

claims AS (SELECT issue_id, count(*) AS n FROM claim SEMI JOIN held_issue ON held_issue.issue_id IS NOT DISTINCT FROM claim.issue_id AND held_issue.published_on IS NOT DISTINCT FROM claim.published_on GROUP BY issue_id),

numerals AS (SELECT issue_id, count(*) AS n FROM numeral SEMI JOIN held_issue ON held_issue.issue_id IS NOT DISTINCT FROM numeral.issue_id AND held_issue.published_on IS NOT DISTINCT FROM numeral.published_on GROUP BY issue_id),

counted AS (
    SELECT
        issue.issue_id,
        [issue.n_articles, issue.n_claims, issue.n_numerals] AS stated,
        [coalesce(articles.n, 0), coalesce(claims.n, 0), coalesce(numerals.n, 0)] AS found
    FROM issue
    SEMI JOIN held_issue USING (issue_id)
    LEFT JOIN articles USING (issue_id)
    LEFT JOIN claims USING (issue_id)
    LEFT JOIN numerals USING (issue_id)
)

SELECT
    'issue' AS subject,
    counted.issue_id AS subject_id,
    'the ledger states articles, claims, numerals ' || counted.stated::VARCHAR || ', the tables hold ' || counted.found::VARCHAR AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM counted
WHERE counted.stated <> counted.found;
