-- grain: one row per series with a touched observation: its parts, from the claims at hand or from the stored series
CREATE OR REPLACE TEMP TABLE touched_series AS
WITH touched AS (SELECT DISTINCT series_id FROM touched_observation),

told AS (
    SELECT DISTINCT series_id, indicator_id, phrase, breakdown, ref_area, measure, base, unit, modality, share_part, share_whole
    FROM keyed_claim SEMI JOIN touched USING (series_id)
),

stored AS (
    SELECT series.series_id, indicator_id, phrase, breakdown, ref_area, measure, base, unit, modality, share_part, share_whole
    FROM series SEMI JOIN touched USING (series_id) ANTI JOIN told USING (series_id)
)

SELECT * FROM told UNION ALL SELECT * FROM stored;
