-- grain: one row per claim of the part at hand, and one per article: read once from the large tables, by day (rows lie by day)
-- makes: refreshed_claim, refreshed_article
-- reads: part_issue
CREATE OR REPLACE TEMP TABLE refreshed_claim AS
SELECT
    claim.rowid AS place,
    claim.claim_id,
    claim.article_id,
    claim.issue_id,
    claim.source_id,
    claim.published_on,
    claim.char_start,
    claim.char_end,
    claim.sentence,
    claim.quote,
    claim.value,
    claim.value_high,
    claim.unit,
    claim.indicator,
    claim.breakdown,
    claim.entity,
    claim.ref_area,
    claim.measure,
    claim.base,
    claim.qualifier,
    claim.modality,
    claim.period_start,
    claim.period_end,
    claim.lang,
    claim.suspect,
    claim.confidence,
    claim.translation_of,
    claim.series_id,
    len(list_filter(claim.rule_trail, lambda rule: starts_with(rule, 'no name'))) > 0 AS nameless
FROM claim SEMI JOIN part_issue USING (published_on, issue_id);

CREATE OR REPLACE TEMP TABLE refreshed_article AS
SELECT article.article_id, article.source_id, article.published_on, article.credit, article.text, article.valid_from
FROM article SEMI JOIN part_issue USING (published_on, issue_id);
