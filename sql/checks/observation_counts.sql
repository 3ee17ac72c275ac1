-- grain: one row per observation that counts other claims than its evidence holds: counts go on from what is stored, and one that is
-- off would stay so until a renewal
-- about: integrity
-- severity: error
-- reads: held_observation
WITH counted AS (SELECT observation_id, count(*) AS n_claims FROM observation_evidence SEMI JOIN held_observation USING (observation_id) GROUP BY observation_id)

SELECT
    'observation' AS subject,
    observation.observation_id::VARCHAR AS subject_id,
    concat('the observation counts ', observation.n_claims, ' claims, its evidence ', counted.n_claims) AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM observation
INNER JOIN counted ON counted.observation_id = observation.observation_id
WHERE observation.n_claims <> counted.n_claims;
