-- grain: one row per observation whose rows are held against one another: all, or those touched since the readers' copy was made
-- makes: held_observation
CREATE OR REPLACE TEMP TABLE held_observation AS
SELECT DISTINCT observation.observation_id
FROM observation
WHERE $whole OR observation.observation_id IN (SELECT touched.id::UBIGINT FROM touched WHERE touched.what = 'observation');
