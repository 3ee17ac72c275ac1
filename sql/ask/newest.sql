-- grain: one row per observation of the indicator $indicator and the source $source (empty: any), printed last: $n of them
WITH newest AS (
    SELECT observation.*
    FROM main.observation AS observation
    INNER JOIN main.series AS series ON series.series_id = observation.series_id
    WHERE
        observation.status <> 'suspect'
        AND ($indicator = '' OR series.indicator_id = $indicator)
        AND ($source = '' OR observation.source_id = $source)
    ORDER BY observation.first_published_on DESC, observation.observation_id
    LIMIT $n
)

SELECT
    series_named.series,
    series_named.indicator,
    series_named.name_en,
    series_named.breakdown,
    series_named.entity,
    series_named.unit,
    period_label(newest.period_start, newest.period_end) AS period,
    newest.value,
    newest.value_high,
    newest.first_published_on,
    claim.sentence,
    newest.claim_id
FROM newest
INNER JOIN series_named ON series_named.series_id = newest.series_id
LEFT JOIN main.claim AS claim ON claim.claim_id = newest.claim_id
ORDER BY newest.first_published_on DESC, newest.observation_id;
