-- grain: one row per issue whose claims are looked at again: those asked for (NULL: all) and those that wait for it
-- makes: refreshed_issue
CREATE OR REPLACE TEMP TABLE refreshed_issue AS
SELECT issue.published_on, issue.issue_id
FROM issue
WHERE
    $issue_ids::VARCHAR[] IS NULL
    OR issue.issue_id IN (SELECT unnest($issue_ids::VARCHAR[]))
    OR issue.issue_id IN (SELECT pending_issue.issue_id FROM pending_issue);
