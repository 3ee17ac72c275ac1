SELECT series.unit, observation.value, observation.n_claims, observation.n_values, claim.quote, claim.value AS printed, claim.unit AS printed_unit
FROM observation INNER JOIN series USING (series_id) INNER JOIN claim USING (claim_id)
ORDER BY ALL;
