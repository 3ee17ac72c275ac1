-- grain: one row per series of the public keys $keys: the claim of its latest value, with its sentence
WITH wanted AS (
    SELECT series_named.series, series_named.series_id
    FROM series_named
    WHERE series_named.series IN (SELECT unnest($keys::VARCHAR[]))
),

newest AS (
    SELECT wanted.series, arg_max(observation.claim_id, observation.period_end) AS claim_id, wanted.series_id
    FROM main.observation AS observation
    INNER JOIN wanted ON wanted.series_id = observation.series_id
    GROUP BY wanted.series, wanted.series_id
)

SELECT newest.series, newest.claim_id, claim.sentence, coalesce(source.name, claim.source_id) AS source, claim.published_on
FROM newest
INNER JOIN main.claim AS claim ON claim.series_id = newest.series_id AND claim.claim_id = newest.claim_id
LEFT JOIN main.source AS source ON source.source_id = claim.source_id;
