-- grain: one row per series with its public key and its names
CREATE OR REPLACE VIEW series_named AS
WITH series AS (FROM main.series),

indicator AS (FROM main.indicator)

SELECT
    series.series_id,
    series_code(
        series.series_id, series.indicator_id, indicator.unit, series.breakdown, series.entity, series.ref_area, series.measure, series.base,
        series.unit, series.modality
    ) AS series,  -- its public key: base_stations_5g/CN/level, or 16 hexadecimal digits
    series.indicator_id,
    coalesce(indicator.name_zh, series.name, series.phrase) AS indicator,
    coalesce(series.indicator_id, series.phrase) AS indicator_key,
    indicator.name_en,
    indicator.kind,
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.base,
    series.unit,
    series.modality,
    series.n_observations,
    series.first_period_end,
    series.last_period_end
FROM series
LEFT JOIN indicator ON indicator.indicator_id = series.indicator_id;
