-- grain: one row per phrase that the refreshed claims print, with all that its meaning hangs on
-- reads: inherited, refreshed_claim
SELECT DISTINCT
    refreshed_claim.indicator,
    coalesce(inherited.breakdown, refreshed_claim.breakdown) AS breakdown,
    refreshed_claim.unit,
    refreshed_claim.measure,
    refreshed_claim.lang,
    coalesce(inherited.whole, '') AS whole,
    refreshed_claim.entity
FROM refreshed_claim LEFT JOIN inherited ON inherited.claim_id = refreshed_claim.claim_id
ORDER BY ALL;
