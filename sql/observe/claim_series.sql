-- grain: one row per refreshed claim whose series is another than it was: the claim is told its series
UPDATE claim SET series_id = keyed_claim.series_id
FROM keyed_claim
WHERE claim.published_on IN (SELECT refreshed_issue.published_on FROM refreshed_issue)
    AND claim.claim_id = keyed_claim.claim_id
    AND claim.series_id IS DISTINCT FROM keyed_claim.series_id;
