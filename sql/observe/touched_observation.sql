-- grain: one row per observation whose evidence moved, with the share of the work that it belongs to, of about $size observations
CREATE OR REPLACE TEMP TABLE touched_observation AS
WITH moved AS (SELECT DISTINCT observation_id, series_id FROM moved_evidence),

counted AS (SELECT count(*) // $size + 1 AS n_shares FROM moved)

SELECT moved.observation_id, moved.series_id, (moved.observation_id % counted.n_shares)::INTEGER AS share
FROM moved CROSS JOIN counted;
