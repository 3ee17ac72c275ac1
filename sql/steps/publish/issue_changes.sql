-- grain: one row per issue and when it last changed, for telling what the readers' copy lacks
SELECT issue_id, changed_at FROM issue;
