-- grain: one row per touched observation of the share at hand
CREATE OR REPLACE TEMP TABLE share_observation AS
SELECT touched_observation.observation_id FROM touched_observation WHERE touched_observation.share = $share;
