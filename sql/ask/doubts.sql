-- grain: one row per open finding about a number, the gravest and newest first: $n of them
SELECT
    finding.rule,
    finding.severity,
    finding.reason,
    finding.suggested,
    finding.suggested_unit,
    finding.found_at,
    finding.subject_id AS claim_id,
    claim.quote,
    claim.sentence,
    claim.unit,
    claim.indicator AS phrase,
    claim.published_on,
    coalesce(source.name, claim.source_id) AS source
FROM main.finding AS finding
INNER JOIN main.claim AS claim ON claim.claim_id = finding.subject_id
LEFT JOIN main.source AS source ON source.source_id = claim.source_id
WHERE finding.subject = 'claim' AND finding.about = 'trust' AND finding.closed_at IS NULL
ORDER BY finding.severity, claim.published_on DESC, finding.rule, finding.subject_id
LIMIT $n;
