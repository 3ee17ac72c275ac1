-- grain: one row per target, as the view targets_actuals has it, those of the catalogue and with an outcome first: $n of them
SELECT targets_actuals.*, series_named.series, series_named.base, series_named.modality
FROM targets_actuals
INNER JOIN main.observation AS observation ON observation.observation_id = targets_actuals.observation_id
INNER JOIN series_named ON series_named.series_id = observation.series_id
ORDER BY
    targets_actuals.actual IS NULL,
    targets_actuals.indicator_id IS NULL,
    targets_actuals.status <> 'missed',
    targets_actuals.target_published_on DESC,
    targets_actuals.indicator,
    targets_actuals.observation_id
LIMIT $n;
