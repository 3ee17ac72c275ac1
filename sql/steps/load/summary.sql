-- grain: one row: what loading the issue changed, its superseded texts aside
-- reads: added_claim, added_numeral, changed_issue, counted_issue, outgoing_article, outgoing_claim, outgoing_numeral
-- counts one below another: planning eight subqueries of one row side by side took 31 ms an issue, this 4
WITH counts AS (
    SELECT 'added' AS what, count(*) AS n FROM added_claim ANTI JOIN outgoing_claim USING (claim_id)
    UNION ALL
    SELECT CASE WHEN withdrawn THEN 'withdrawn' ELSE 'replaced' END AS what, count(*) AS n FROM outgoing_claim GROUP BY withdrawn
    UNION ALL
    SELECT 'other' AS what, count(*) AS n FROM outgoing_numeral
    UNION ALL
    SELECT 'other' AS what, count(*) AS n FROM added_numeral
    UNION ALL
    SELECT 'other' AS what, count(*) AS n FROM outgoing_article
    UNION ALL
    SELECT 'other' AS what, count(*) AS n FROM changed_issue
)

SELECT
    any_value(counted_issue.n_articles) AS n_articles,
    any_value(counted_issue.n_claims) AS n_claims,
    any_value(counted_issue.n_numerals) AS n_numerals,
    any_value(counted_issue.n_not_understood) AS n_not_understood,
    coalesce(sum(counts.n) FILTER (counts.what = 'added'), 0)::BIGINT AS added,
    coalesce(sum(counts.n) FILTER (counts.what = 'replaced'), 0)::BIGINT AS replaced,
    coalesce(sum(counts.n) FILTER (counts.what = 'withdrawn'), 0)::BIGINT AS withdrawn,
    coalesce(sum(counts.n) FILTER (counts.what = 'other'), 0)::BIGINT AS other_rows_changed
FROM counted_issue CROSS JOIN counts;
