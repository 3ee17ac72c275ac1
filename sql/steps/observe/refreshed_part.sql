-- grain: one row per refreshed issue: the part of the work that it belongs to, whole issues in the order of their days; a part holds
-- about $size claims, so that a refresh of everything holds no more at once than a refresh of some days does
-- makes: refreshed_part
-- reads: refreshed_issue
CREATE OR REPLACE TEMP TABLE refreshed_part AS
SELECT
    refreshed_issue.published_on,
    refreshed_issue.issue_id,
    issue.n_claims,
    (sum(issue.n_claims) OVER (ORDER BY refreshed_issue.published_on, refreshed_issue.issue_id) // $size)::INTEGER AS part
FROM refreshed_issue
INNER JOIN issue ON issue.issue_id = refreshed_issue.issue_id;
