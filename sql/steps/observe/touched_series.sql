-- grain: one row per series with a touched observation: its parts, from the claims at hand or from the stored series
-- makes: stored_series, touched_series
-- reads: told_series, touched_observation
CREATE OR REPLACE TEMP TABLE stored_series AS
WITH touched AS (SELECT DISTINCT series_id FROM touched_observation)

SELECT series.rowid AS place, series.* FROM series SEMI JOIN touched USING (series_id);

CREATE OR REPLACE TEMP TABLE touched_series AS
SELECT told_series.* FROM told_series
UNION ALL
SELECT series_id, indicator_id, phrase, breakdown, entity, ref_area, measure, base, unit, modality, share_part, share_whole
FROM stored_series ANTI JOIN told_series USING (series_id);
