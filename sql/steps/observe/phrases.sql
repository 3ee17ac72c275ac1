-- grain: one row per phrase that the refreshed claims print, with all that its meaning hangs on
-- reads: lent, refreshed_claim
SELECT DISTINCT
    refreshed_claim.indicator,
    coalesce(lent.breakdown, refreshed_claim.breakdown) AS breakdown,
    refreshed_claim.unit,
    refreshed_claim.measure,
    refreshed_claim.lang,
    coalesce(lent.whole, '') AS whole,
    refreshed_claim.entity
FROM refreshed_claim LEFT JOIN lent ON lent.claim_id = refreshed_claim.claim_id
ORDER BY ALL;
