-- grain: one row per value of an observation for which several are printed, as the view disagreements has it: $n of them
SELECT disagreements.* EXCLUDE (series_id, observation_id), series_named.series, id_text(disagreements.observation_id) AS observation
FROM disagreements
INNER JOIN series_named ON series_named.series_id = disagreements.series_id
ORDER BY disagreements.last_published_on DESC, observation, disagreements.is_chosen DESC, disagreements.value
LIMIT $n;
