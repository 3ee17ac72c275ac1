-- grain: one row per observation of the series that a name stands for, whatever part, place, measure and modality: fit 1 where the
-- name is the series' whole name, part included, else 2 and more
CREATE OR REPLACE MACRO values_of(name) AS TABLE
WITH found AS (SELECT * FROM find_series(name)),

series AS (FROM main.series),

-- of companies and other bodies only where the name holds theirs, or nothing else answers to it
best AS (
    SELECT found.series_id, found.fit
    FROM found
    INNER JOIN series ON series.series_id = found.series_id
    QUALIFY rank() OVER (ORDER BY greatest(found.fit, 2), series.entity <> '' AND found.fit > 1) = 1
),

observation AS (SELECT observation.* FROM main.observation AS observation SEMI JOIN best USING (series_id)),

claim AS (
    SELECT claim.claim_id, claim.quote, claim.sentence
    FROM main.claim AS claim SEMI JOIN best USING (series_id)
),

indicator AS (FROM main.indicator),

source AS (FROM main.source)

SELECT
    observation.observation_id,
    observation.series_id,
    best.fit,
    series.indicator_id,
    coalesce(indicator.name_zh, series.name, series.phrase) AS indicator,
    coalesce(series.indicator_id, series.phrase) AS indicator_key,  -- the series' indicator: its id in the catalogue, else its phrase
    indicator.kind,
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.base,
    series.modality,
    period_label(observation.period_start, observation.period_end) AS period,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.value_high,
    printed_least(
        observation.value, printed_step(printed_digits(claim.quote), observation.value, last_place(observation.value)), last_place(observation.value), observation.qualifier
    ) AS least,  -- the least that the printed number can mean, by its digits and its qualifier
    printed_most(
        coalesce(observation.value_high, observation.value), printed_step(printed_digits(claim.quote), observation.value, last_place(observation.value)),
        last_place(observation.value), observation.qualifier
    ) AS most,  -- the most that it can mean
    series.unit,
    observation.qualifier,
    observation.status,
    observation.n_claims,
    observation.n_sources,
    coalesce(source.name, observation.source_id) AS source,
    observation.published_on,
    claim.quote,
    claim.sentence,
    observation.claim_id
FROM observation
INNER JOIN best ON best.series_id = observation.series_id
INNER JOIN series ON series.series_id = observation.series_id
LEFT JOIN indicator ON indicator.indicator_id = series.indicator_id
LEFT JOIN source ON source.source_id = observation.source_id
LEFT JOIN claim ON claim.claim_id = observation.claim_id;
