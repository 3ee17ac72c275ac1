-- grain: one row per phrase that the refreshed claims print, with all that its meaning hangs on
SELECT DISTINCT claim.indicator, claim.breakdown, claim.unit, claim.measure, claim.lang
FROM claim SEMI JOIN refreshed_issue USING (published_on, issue_id)
ORDER BY ALL;
