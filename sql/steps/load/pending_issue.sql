-- grain: one row, the issue being loaded, where its claims changed and it does not wait already
-- reads: added_claim, incoming_issue, outgoing_claim
INSERT INTO pending_issue
SELECT incoming_issue.issue_id
FROM incoming_issue ANTI JOIN pending_issue USING (issue_id)
WHERE EXISTS (FROM added_claim) OR EXISTS (FROM outgoing_claim);
