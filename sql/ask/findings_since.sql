-- grain: one row per open finding that was found since a moment, the gravest first
SELECT
    severity,
    rule,
    subject_id,
    reason
FROM main.finding
WHERE closed_at IS NULL AND found_at >= $since
ORDER BY severity, rule, subject_id;
