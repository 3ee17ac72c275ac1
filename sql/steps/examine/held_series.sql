-- grain: one row per series whose rows are held against one another: all, or those touched since the readers' copy was made
-- makes: held_series
CREATE OR REPLACE TEMP TABLE held_series AS
SELECT DISTINCT series.series_id
FROM series
WHERE $whole OR series.series_id IN (SELECT touched.id::UBIGINT FROM touched WHERE touched.what = 'series');
