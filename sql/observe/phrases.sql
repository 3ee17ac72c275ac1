-- grain: one row per phrase that the refreshed claims print, with all that its meaning hangs on
SELECT DISTINCT
    claim.indicator,
    coalesce(lent.breakdown, claim.breakdown) AS breakdown,
    claim.unit,
    claim.measure,
    claim.lang,
    coalesce(lent.whole, '') AS whole
FROM claim SEMI JOIN refreshed_issue USING (published_on, issue_id)
LEFT JOIN lent ON lent.claim_id = claim.claim_id
ORDER BY ALL;
