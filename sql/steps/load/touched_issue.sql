-- grain: one row, the ledger's for the issue at hand, where it changed
-- reads: changed_issue
INSERT INTO touched
SELECT 'issue' AS what, issue_id AS id, published_on, status AS why FROM changed_issue;
