-- grain: one row per claim of the part at hand that the $version-th texts of its articles printed, where these were changed since
-- makes: refreshed_claim
-- reads: part_issue
CREATE OR REPLACE TEMP TABLE refreshed_claim AS
SELECT
    superseded_claim.rowid AS place,
    superseded_claim.claim_id,
    superseded_claim.article_id,
    superseded_claim.issue_id,
    superseded_claim.source_id,
    superseded_claim.published_on,
    superseded_claim.char_start,
    superseded_claim.char_end,
    superseded_claim.sentence,
    superseded_claim.quote,
    superseded_claim.value,
    superseded_claim.value_high,
    superseded_claim.unit,
    superseded_claim.indicator,
    superseded_claim.breakdown,
    superseded_claim.entity,
    superseded_claim.ref_area,
    superseded_claim.measure,
    superseded_claim.base,
    superseded_claim.qualifier,
    superseded_claim.modality,
    superseded_claim.period_start,
    superseded_claim.period_end,
    superseded_claim.lang,
    superseded_claim.suspect,
    superseded_claim.confidence,
    superseded_claim.translation_of,
    NULL::UBIGINT AS series_id,
    len(list_filter(superseded_claim.rule_trail, lambda rule: starts_with(rule, 'no name'))) > 0 AS nameless
FROM superseded_claim SEMI JOIN part_issue USING (published_on, issue_id)
WHERE superseded_claim.version = $version;
