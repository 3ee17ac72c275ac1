-- grain: one row per refreshed claim: the series and the period that it speaks of
-- makes: keyed_claim, clashing_claim, incoming_evidence
-- reads: article_origin, inherited, phrase, refreshed_article, refreshed_claim
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
        phrase.unit_factor,
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
        AND phrase.entity = refreshed_claim.entity
),

-- a translation speaks of what its original speaks of, whatever the other language calls it
originals AS (
    SELECT named_claim.place, named_claim.claim_id, named_claim.unit_factor, coalesce(original.claim_id, named_claim.claim_id) AS told_by
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
        originals.unit_factor,
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

-- what one article tells twice with other numbers it tells of two things, and one of them was read wrongly; a digit or a power of
-- ten between the two may be a slip of the press, which the checks look at
CREATE OR REPLACE TEMP TABLE clashing_claim AS
WITH told AS (
    SELECT
        refreshed_claim.claim_id,
        refreshed_claim.article_id,
        keyed_claim.observation_id,
        converted(refreshed_claim.value, keyed_claim.unit_factor)::DOUBLE AS value,
        significant_digits(refreshed_claim.value) AS digits
    FROM refreshed_claim
    INNER JOIN keyed_claim ON keyed_claim.claim_id = refreshed_claim.claim_id
    WHERE refreshed_claim.qualifier = 'eq' AND refreshed_claim.value_high IS NULL AND refreshed_claim.translation_of IS NULL AND refreshed_claim.value <> 0
),

twice AS (
    SELECT article_id, observation_id
    FROM told
    GROUP BY article_id, observation_id
    HAVING count(DISTINCT value) > 1
)

SELECT DISTINCT one.claim_id
FROM told AS one
SEMI JOIN twice ON twice.article_id = one.article_id AND twice.observation_id = one.observation_id
INNER JOIN told AS other ON other.article_id = one.article_id AND other.observation_id = one.observation_id
WHERE
    abs(one.value - other.value) > 6 * pow(10, floor(log10(abs(one.value))) - least(one.digits, other.digits))
    AND NOT (least(one.digits, other.digits) >= 3 AND levenshtein(one.value::VARCHAR, other.value::VARCHAR) <= 1)
    AND abs(log10(abs(one.value / other.value)) - round(log10(abs(one.value / other.value)))) > 0.001;

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
    converted(coalesce(judged.corrected_value, judged.value), keyed_claim.unit_factor) AS value,
    CASE WHEN judged.corrected_value IS NULL THEN converted(judged.value_high, keyed_claim.unit_factor) END AS value_high,
    judged.qualifier,
    preference(
        judged.corrected_value IS NOT NULL, judged.is_suspect, judged.qualifier, judged.published_on,
        length(ltrim(regexp_replace(translate(judged.quote, '０１２３４５６７８９', '0123456789'), '[^0-9]', '', 'g'), '0'))
    ) AS preference,
    judged.is_suspect AS suspect,
    judged.corrected_value IS NOT NULL AS corrected,
    regexp_matches(judged.sentence, '初步(核算|统计|测算|汇总|数据|预计)|快报数?据?|preliminary', 'i') AS provisional,
    is_doubtful_reading(judged.confidence, judged.sentence, judged.quote) OR clashing_claim.claim_id IS NOT NULL AS tentative,
    coalesce(refreshed_article.valid_from, judged.published_on) AS valid_from
FROM judged
LEFT JOIN clashing_claim ON clashing_claim.claim_id = judged.claim_id
INNER JOIN keyed_claim ON keyed_claim.claim_id = judged.claim_id
INNER JOIN article_origin ON article_origin.article_id = judged.article_id
INNER JOIN refreshed_article ON refreshed_article.article_id = judged.article_id;
