-- grain: one row per finding about the claim $key, open ones first
SELECT
    finding.rule,
    finding.severity,
    finding.reason,
    finding.suggested,
    finding.suggested_unit,
    finding.evidence,
    finding.found_at,
    finding.closed_at
FROM main.finding AS finding
WHERE finding.subject = 'claim' AND finding.subject_id = $key
ORDER BY finding.closed_at IS NOT NULL, finding.severity, finding.rule;
