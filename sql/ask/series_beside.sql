-- grain: one row per series of the same indicator as the series $id, itself left out: the same part, place and measure first
WITH own AS (SELECT * FROM series_named WHERE series_named.series_id = $id)

SELECT
    other.*,
    other.breakdown = own.breakdown AND other.entity = own.entity AND other.ref_area = own.ref_area AND other.measure = own.measure AND other.unit = own.unit
    AND other.base IS NOT DISTINCT FROM own.base AS is_same_quantity  -- only its modality is another
FROM own
INNER JOIN series_named AS other ON other.indicator_key = own.indicator_key AND other.series_id <> own.series_id
ORDER BY
    is_same_quantity DESC, other.ref_area = own.ref_area DESC, other.breakdown = own.breakdown DESC, other.entity = own.entity DESC, other.measure = own.measure DESC,
    other.n_observations DESC, other.series
LIMIT 60;
