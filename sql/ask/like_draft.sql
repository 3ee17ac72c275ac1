-- grain: one row per observation of the quantity that a draft's number is about, those of its own period first, then those that agree
-- with it as exactly as both are printed, then the newest. At most twenty
WITH picked AS (
    SELECT series_named.*
    FROM series_named
    WHERE
        CASE WHEN $indicator_id::VARCHAR IS NULL THEN series_named.indicator_id IS NULL AND series_named.indicator_key = $phrase
            ELSE series_named.indicator_id = $indicator_id END
        AND series_named.breakdown = $breakdown
        AND series_named.entity = entity_key($entity)
        AND series_named.ref_area = $ref_area
        AND series_named.measure = $measure
        AND series_named.base IS NOT DISTINCT FROM $base::VARCHAR
        AND series_named.unit = $unit
        AND series_named.modality = $modality
),

draft AS (
    SELECT
        printed_least($value, printed_step(printed_digits($quote), $value, last_place($value)), last_place($value), $qualifier) AS least,
        printed_most($high, printed_step(printed_digits($quote), $value, last_place($value)), last_place($value), $qualifier) AS most
),

observation AS (SELECT observation.* FROM main.observation AS observation SEMI JOIN picked USING (series_id)),

claim AS (
    SELECT claim.claim_id, claim.quote, claim.sentence
    FROM main.claim AS claim
    WHERE claim.claim_id IN (SELECT observation.claim_id FROM observation)
),

bounded AS (
    SELECT
        observation.*,
        claim.quote,
        claim.sentence,
        printed_least(
            observation.value, printed_step(printed_digits(claim.quote), observation.value, last_place(observation.value)),
            last_place(observation.value), observation.qualifier
        ) AS least,
        printed_most(
            coalesce(observation.value_high, observation.value),
            printed_step(printed_digits(claim.quote), observation.value, last_place(observation.value)),
            last_place(observation.value), observation.qualifier
        ) AS most
    FROM observation
    LEFT JOIN claim ON claim.claim_id = observation.claim_id
)

SELECT
    picked.series,
    picked.indicator,
    picked.unit,
    period_label(bounded.period_start, bounded.period_end) AS period,
    bounded.value,
    bounded.value_high,
    bounded.qualifier,
    bounded.status,
    bounded.quote,
    bounded.sentence,
    bounded.claim_id,
    coalesce(source.name, bounded.source_id) AS source,
    bounded.published_on,
    bounded.least <= draft.most AND bounded.most >= draft.least AS agrees,
    coalesce(
        last_day(bounded.period_end) = last_day($last::DATE)
        AND span_months(bounded.period_start, bounded.period_end) = span_months($first::DATE, $last::DATE),
        FALSE
    ) AS is_same_period
FROM bounded
CROSS JOIN draft
INNER JOIN picked ON picked.series_id = bounded.series_id
LEFT JOIN main.source AS source ON source.source_id = bounded.source_id
ORDER BY is_same_period DESC, agrees DESC, bounded.period_end DESC, bounded.claim_id
LIMIT 20;
