-- grain: one row per issue whose claims changed and whose observations have not been brought up to them yet
CREATE TABLE pending_issue (
    issue_id VARCHAR  -- written by the load, taken away by the refresh, so that a kill in between is made good
);
