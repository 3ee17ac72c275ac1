-- grain: one row per issue that waited: it waits no more
-- reads: refreshed_issue
DELETE FROM pending_issue WHERE issue_id IN (SELECT issue_id FROM refreshed_issue);
