-- grain: one row per claim, as printed, with everything an analyst wants beside it: paper, article, page, series, findings
CREATE OR REPLACE VIEW claims AS
WITH claim AS (FROM main.claim),

article AS (FROM main.article),

evidence AS (FROM main.observation_evidence),

series AS (FROM main.series),

indicator AS (FROM main.indicator),

source AS (FROM main.source),

chosen AS (SELECT claim_id, published_on FROM main.observation),

doubts AS (FROM claim_doubts())

SELECT
    claim.claim_id,
    claim.published_on,
    claim.source_id,
    coalesce(source.name, claim.source_id) AS source,  -- the paper's name; its id where no name is known
    article.page,
    article.title,
    claim.indicator,
    claim.breakdown,
    claim.entity,
    series.indicator_id,
    indicator.name_zh,
    indicator.name_en,
    claim.ref_area,
    claim.measure,
    claim.base,
    claim.value,
    claim.value_high,
    claim.unit,
    claim.qualifier,
    claim.modality,
    period_label(evidence.period_start, evidence.period_end) AS period,  -- ISO 8601: 2024, 2025-07, 2024-11-30 for an instant, 2020/2024 for a span
    claim.period_start,
    claim.period_end,
    claim.period_text,
    claim.quote,
    claim.sentence,
    claim.tier,
    claim.lang,
    claim.confidence,
    claim.suspect,
    coalesce(claim.suggested, doubts.suggested) AS suggested,  -- what it must have been, by the text or by the checks
    doubts.suggested_unit,  -- the unit it must have been, where that is what is wrong
    coalesce(doubts.findings, []) AS findings,  -- the checks that find fault with it
    coalesce(doubts.reasons, []) AS reasons,  -- what they say
    coalesce(doubts.evidence, []) AS proofs,  -- the claims that prove it
    chosen.claim_id IS NOT NULL AS is_chosen,  -- whether its value is the observation's
    evidence.observation_id,
    evidence.series_id,
    claim.translation_of,
    claim.rule_trail,
    claim.article_id,
    claim.issue_id,
    claim.char_start,
    claim.char_end,
    article.url
FROM claim
LEFT JOIN article ON article.published_on = claim.published_on AND article.article_id = claim.article_id
LEFT JOIN source ON source.source_id = claim.source_id
LEFT JOIN evidence ON evidence.published_on = claim.published_on AND evidence.claim_id = claim.claim_id
LEFT JOIN series ON series.series_id = evidence.series_id
LEFT JOIN indicator ON indicator.indicator_id = series.indicator_id
LEFT JOIN chosen ON chosen.published_on = claim.published_on AND chosen.claim_id = claim.claim_id
LEFT JOIN doubts ON doubts.claim_id = claim.claim_id;
