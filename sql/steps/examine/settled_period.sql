-- grain: one row per examined observation, as in examined_period, without the claims that are off by a power of ten: what the
-- other checks compare with, so that one slip is told once
-- makes: settled_period
-- reads: examined_claim, examined_period, factor_doubt
CREATE OR REPLACE TEMP VIEW doubted_observation AS
SELECT DISTINCT observation_id FROM examined_claim SEMI JOIN factor_doubt USING (claim_id);

CREATE OR REPLACE TEMP VIEW settled_claim AS
FROM examined_claim SEMI JOIN doubted_observation USING (observation_id) ANTI JOIN factor_doubt USING (claim_id);

-- what no claim is doubted of stands as it is
CREATE OR REPLACE TEMP TABLE settled_period AS
SELECT * FROM examined_period ANTI JOIN doubted_observation USING (observation_id)
UNION ALL
SELECT * FROM period_of('settled_claim');

DROP VIEW settled_claim;

DROP VIEW doubted_observation;
