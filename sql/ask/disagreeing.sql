-- grain: one row per value of an observation for which several are printed, as the view disagreements has it, with the names of the
-- sources that print it: $n of them
SELECT
    disagreements.* EXCLUDE (series_id, observation_id),
    series_named.series,
    series_named.name_en,
    series_named.entity,
    id_text(disagreements.observation_id) AS observation,
    (
        SELECT list(coalesce(source.name, source.source_id) ORDER BY source.source_id)
        FROM main.source AS source
        WHERE list_contains(disagreements.source_ids, source.source_id)
    ) AS sources
FROM disagreements
INNER JOIN series_named ON series_named.series_id = disagreements.series_id
ORDER BY disagreements.last_published_on DESC, observation, disagreements.is_chosen DESC, disagreements.value
LIMIT $n;
