-- grain: one row per observation whose evidence moved, with the share of the work that it belongs to; and one per series of these,
-- with its parts, from the claims at hand or from the stored series
CREATE OR REPLACE TEMP TABLE touched_observation AS
WITH moved AS (SELECT DISTINCT observation_id, series_id FROM moved_evidence),

counted AS (SELECT count(*) // 2000000 + 1 AS n_shares FROM moved)

SELECT moved.observation_id, moved.series_id, (moved.observation_id % counted.n_shares)::INTEGER AS share
FROM moved CROSS JOIN counted;

CREATE OR REPLACE TEMP TABLE stored_series AS
WITH touched AS (SELECT DISTINCT series_id FROM touched_observation)

SELECT series.rowid AS place, series.* FROM series SEMI JOIN touched USING (series_id);

CREATE OR REPLACE TEMP TABLE touched_series AS
SELECT told_series.* FROM told_series
UNION ALL
SELECT series_id, indicator_id, phrase, breakdown, ref_area, measure, base, unit, modality, share_part, share_whole
FROM stored_series ANTI JOIN told_series USING (series_id);

SELECT DISTINCT share FROM touched_observation ORDER BY share;
