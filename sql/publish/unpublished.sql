-- grain: one row per issue that changed since the attached copy `readers` was made
SELECT issue.issue_id
FROM issue
ANTI JOIN readers.main.issue AS published USING (issue_id, changed_at)
ORDER BY issue.issue_id;
