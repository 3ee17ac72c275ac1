-- grain: one row per issue that was fetched and not taken in, because its counts or its pages are unlike the source's own
-- about: ledger
-- severity: error
SELECT
    'issue' AS subject,
    issue.issue_id AS subject_id,
    issue.detail AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM issue
WHERE issue.status = 'drifted';
