-- grain: one row per series all of whose wanted words stand in one of its names ($areas: the place that a word names, which then
-- may be the series' own), or that answers to the catalogue's $entry; best first, with its latest value and the sources that printed
-- it. With $in_sentences, by the sentences that print it ($longest of the words is looked for first). $place, $measure,
-- $modality, $source, $entity: empty for any
WITH named AS (
    SELECT
        series_name.series_id,
        min(
            CASE
                WHEN series_name.name_key = name_key($entry) THEN 1
                WHEN series_name.whole_key = name_key($whole) THEN 1
                WHEN series_name.name_key = name_key($whole) THEN 2
                WHEN starts_with(series_name.whole_key, name_key($whole)) THEN 3
                ELSE 4
            END
        ) AS fit
    FROM main.series_name AS series_name
    INNER JOIN main.series AS series ON series.series_id = series_name.series_id
    WHERE
        series_name.name_key = name_key($entry)
        OR (
            len($words::VARCHAR[]) > 0
            AND list_bool_and(list_transform(
                range(1, len($words::VARCHAR[]) + 1),
                i -> contains(series_name.whole_key, name_key(($words::VARCHAR[])[i]))
                OR ($areas::VARCHAR[])[i] IN (series.ref_area)
            ))
        )
    GROUP BY series_name.series_id
),

spoken AS MATERIALIZED (
    SELECT claim.claim_id, lower(claim.sentence) AS sentence
    FROM main.claim AS claim
    WHERE $in_sentences AND len($words::VARCHAR[]) > 0 AND regexp_matches(claim.sentence, regexp_escape($longest::VARCHAR), 'i')
),

mentioned AS (
    SELECT DISTINCT proof.series_id, 5 AS fit
    FROM spoken
    INNER JOIN main.observation_evidence AS proof ON proof.claim_id = spoken.claim_id
    WHERE list_bool_and(list_transform($words::VARCHAR[], w -> contains(spoken.sentence, lower(w))))
),

found AS (
    SELECT hits.series_id, min(hits.fit) AS fit
    FROM (FROM named UNION ALL FROM mentioned) AS hits
    GROUP BY hits.series_id
),

listed AS (
    SELECT
        series_named.*,
        found.fit,
        row_number() OVER (
            ORDER BY
                found.fit = 5,
                found.fit > 2,
                series_named.indicator_id IS NULL,
                series_named.measure IN ('rank', 'duration'),
                found.fit,
                series_named.measure <> 'level',
                series_named.entity <> '',
                series_named.ref_area <> 'CN',
                series_named.modality <> 'actual',
                series_named.n_observations DESC,
                series_named.indicator,
                series_named.breakdown,
                series_named.entity,
                series_named.series
        ) AS place
    FROM found
    INNER JOIN series_named ON series_named.series_id = found.series_id
    WHERE
        ($place = '' OR series_named.ref_area = $place)
        AND ($measure = '' OR series_named.measure = $measure)
        AND ($modality = '' OR series_named.modality = $modality)
        AND ($entity = '' OR series_named.entity = $entity)
        AND ($source = '' OR series_named.series_id IN (
            SELECT proof.series_id FROM main.observation_evidence AS proof WHERE proof.source_id = $source
        ))
    QUALIFY place <= $n
),

latest AS (
    SELECT
        observation.series_id,
        arg_max(observation.value, observation.period_end) AS value,
        arg_max(observation.value_high, observation.period_end) AS value_high,
        arg_max(observation.qualifier, observation.period_end) AS qualifier,
        arg_max(period_label(observation.period_start, observation.period_end), observation.period_end) AS period
    FROM main.observation AS observation SEMI JOIN listed USING (series_id)
    GROUP BY observation.series_id
),

printed AS (
    SELECT proof.series_id, list_sort(list(DISTINCT proof.source_id)) AS sources
    FROM main.observation_evidence AS proof SEMI JOIN listed USING (series_id)
    GROUP BY proof.series_id
)

SELECT
    listed.* EXCLUDE (series_id, fit, place),
    CASE listed.fit WHEN 5 THEN 'sentence' WHEN 4 THEN 'contains' WHEN 3 THEN 'begins' ELSE 'exact' END AS found_in,
    latest.value,
    latest.value_high,
    latest.qualifier,
    latest.period,
    coalesce(printed.sources, []) AS sources
FROM listed
INNER JOIN latest ON latest.series_id = listed.series_id
LEFT JOIN printed ON printed.series_id = listed.series_id
ORDER BY listed.place;
