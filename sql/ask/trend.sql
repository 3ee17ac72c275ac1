-- grain: one row per period of what the name $name stands for, as the macro trend has it, with the series' public key
SELECT trend.* EXCLUDE (series_id), series_named.series
FROM trend($name, measure := $measure, modality := $modality, place := $place, entity := $entity) AS trend
LEFT JOIN series_named ON series_named.series_id = trend.series_id
ORDER BY
    trend.indicator,
    trend.breakdown,
    trend.entity,
    trend.ref_area,
    trend.measure,
    trend.unit,
    trend.series_id,
    trend.period_end,
    trend.period_start;
