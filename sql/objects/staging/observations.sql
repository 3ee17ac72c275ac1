-- grain: one row per observation with the parts of its series, its names, and the sentence that printed the chosen value
CREATE OR REPLACE VIEW observations AS
WITH observation AS (FROM main.observation),

series AS (FROM main.series),

indicator AS (FROM main.indicator),

source AS (FROM main.source),

claim AS (FROM main.claim),

doubts AS (FROM claim_doubts())

SELECT
    observation.observation_id,
    observation.series_id,
    series.indicator_id,
    coalesce(indicator.name_zh, series.name, series.phrase) AS indicator,
    indicator.name_en,
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
    observation.n_values,
    observation.source_id,
    coalesce(source.name, observation.source_id) AS source,
    observation.published_on,
    observation.first_published_on,
    observation.last_published_on,
    observation.claim_id,
    claim.tier,
    claim.quote,
    claim.sentence,
    coalesce(doubts.findings, []) AS findings,
    coalesce(claim.suggested, doubts.suggested) AS suggested,
    doubts.suggested_unit
FROM observation
INNER JOIN series USING (series_id)
LEFT JOIN indicator USING (indicator_id)
LEFT JOIN source ON source.source_id = observation.source_id
LEFT JOIN claim ON claim.claim_id = observation.claim_id
LEFT JOIN doubts ON doubts.claim_id = observation.claim_id;
