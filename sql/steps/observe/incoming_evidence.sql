-- grain: one row per refreshed claim: the series and the period that it speaks of
-- makes: keyed_claim, incoming_evidence
-- reads: article_origin, inherited, phrase, refreshed_claim
CREATE OR REPLACE TEMP TABLE keyed_claim AS
-- a stock's level is a state: 2025-07, the month, and 2025-07-31, its last day, are the same instant
WITH named_claim AS (
    SELECT
        refreshed_claim.place,
        refreshed_claim.claim_id,
        refreshed_claim.translation_of,
        phrase.indicator_id,
        phrase.series_phrase AS phrase,
        phrase.series_breakdown AS breakdown,
        entity_key(refreshed_claim.entity) AS entity,
        -- a figure without a name is its article's alone, as one of a place without a name is
        CASE
            WHEN refreshed_claim.nameless THEN refreshed_claim.ref_area || '@' || coalesce(reprint.original_id, refreshed_claim.article_id)
            ELSE series_area(refreshed_claim.ref_area, coalesce(reprint.original_id, refreshed_claim.article_id))
        END AS ref_area,
        refreshed_claim.measure,
        refreshed_claim.base,
        phrase.series_unit AS unit,
        phrase.share_part,
        phrase.share_whole,
        refreshed_claim.modality,
        CASE WHEN NOT (phrase.is_stock AND refreshed_claim.measure = 'level') THEN refreshed_claim.period_start END AS period_start,
        coalesce(refreshed_claim.period_end, refreshed_claim.published_on) AS period_end
    FROM refreshed_claim
    LEFT JOIN inherited ON inherited.claim_id = refreshed_claim.claim_id
    LEFT JOIN reprint ON reprint.published_on = refreshed_claim.published_on AND reprint.article_id = refreshed_claim.article_id
    INNER JOIN phrase
        ON phrase.indicator = refreshed_claim.indicator
        AND phrase.breakdown = coalesce(inherited.breakdown, refreshed_claim.breakdown)
        AND phrase.unit = refreshed_claim.unit
        AND phrase.measure = refreshed_claim.measure
        AND phrase.lang = refreshed_claim.lang
        AND phrase.whole = coalesce(inherited.whole, '')
),

-- a translation speaks of what its original speaks of, whatever the other language calls it
originals AS (
    SELECT named_claim.place, named_claim.claim_id, coalesce(original.claim_id, named_claim.claim_id) AS told_by
    FROM named_claim
    LEFT JOIN named_claim AS original ON original.claim_id = named_claim.translation_of
),

told_claim AS (
    SELECT
        originals.place,
        originals.claim_id,
        told.indicator_id,
        told.phrase,
        told.breakdown,
        told.entity,
        told.ref_area,
        told.measure,
        told.base,
        told.unit,
        told.share_part,
        told.share_whole,
        told.modality,
        told.period_start,
        told.period_end
    FROM originals
    INNER JOIN named_claim AS told ON told.claim_id = originals.told_by
),

numbered_series AS (
    SELECT
        told_claim.*,
        series_key(indicator_id, phrase, breakdown, entity, ref_area, measure, base, unit, modality) AS series_id
    FROM told_claim
)

SELECT
    numbered_series.*,
    observation_key(series_id, period_start, period_end) AS observation_id
FROM numbered_series;

CREATE OR REPLACE TEMP TABLE incoming_evidence AS
WITH doubted AS (
    SELECT DISTINCT finding.subject_id AS claim_id
    FROM finding SEMI JOIN refreshed_claim ON refreshed_claim.claim_id = finding.subject_id
    WHERE finding.closed_at IS NULL AND finding.about = 'trust' AND finding.severity = 'error' AND finding.subject = 'claim'
),

judged AS (
    SELECT
        refreshed_claim.*,
        correction.value AS corrected_value,
        correction.value IS NULL AND (refreshed_claim.suspect OR doubted.claim_id IS NOT NULL) AS is_suspect
    FROM refreshed_claim
    LEFT JOIN doubted ON doubted.claim_id = refreshed_claim.claim_id
    LEFT JOIN correction ON correction.claim_id = refreshed_claim.claim_id AND correction.quote = refreshed_claim.quote
)

SELECT
    judged.claim_id,
    keyed_claim.observation_id,
    keyed_claim.series_id,
    judged.issue_id,
    judged.source_id,
    article_origin.origin,
    judged.indicator,
    judged.published_on,
    keyed_claim.period_start,
    keyed_claim.period_end,
    coalesce(judged.corrected_value, judged.value) AS value,
    CASE WHEN judged.corrected_value IS NULL THEN judged.value_high END AS value_high,
    judged.qualifier,
    preference(
        judged.corrected_value IS NOT NULL, judged.is_suspect, judged.qualifier, judged.published_on,
        length(ltrim(regexp_replace(translate(judged.quote, '０１２３４５６７８９', '0123456789'), '[^0-9]', '', 'g'), '0'))
    ) AS preference,
    judged.is_suspect AS suspect,
    judged.corrected_value IS NOT NULL AS corrected,
    regexp_matches(judged.sentence, '初步(核算|统计|测算|汇总|数据|预计)|快报数?据?|preliminary', 'i') AS provisional,
    judged.confidence
FROM judged
INNER JOIN keyed_claim ON keyed_claim.claim_id = judged.claim_id
INNER JOIN article_origin ON article_origin.article_id = judged.article_id;
