-- grain: one row per issue whose numbers are looked at: those asked for, NULL for all
-- makes: examined_issue
CREATE OR REPLACE TEMP TABLE examined_issue AS
SELECT issue.published_on, issue.issue_id
FROM issue
WHERE $issue_ids::VARCHAR[] IS NULL OR issue.issue_id IN (SELECT unnest($issue_ids::VARCHAR[]));
