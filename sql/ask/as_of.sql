-- grain: one row per observation of what the name $name stands for, as it was known on $day, with the series' public key
SELECT as_of.* EXCLUDE (series_id), series_named.series
FROM as_of($day, name := $name) AS as_of
LEFT JOIN series_named ON series_named.series_id = as_of.series_id
ORDER BY as_of.indicator, as_of.breakdown, as_of.entity, as_of.ref_area <> 'CN', as_of.ref_area, as_of.measure, as_of.period_end;
