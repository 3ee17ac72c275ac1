-- grain: one row per touched observation of the share at hand
-- makes: share_observation
-- reads: touched_observation
CREATE OR REPLACE TEMP TABLE share_observation AS
SELECT touched_observation.observation_id, touched_observation.is_recounted
FROM touched_observation
WHERE touched_observation.share = $share;
