-- grain: one row per claim of the month
INSERT INTO claim BY NAME
SELECT
    article_id || ':' || (sentence_start + length(before)) || '-' || (sentence_start + length(before) + length(quote)) AS claim_id,
    article_id, issue_id, source_id, published_on,
    sentence_start + length(before) AS char_start, sentence_start + length(before) + length(quote) AS char_end,
    sentence, quote, value,
    CASE WHEN measure = 'growth' THEN '%' ELSE level_unit END AS unit,
    indicator, '' AS breakdown, '' AS entity, place AS ref_area,
    CASE WHEN measure = 'level' AND level_unit = '%' THEN 'ratio' ELSE measure END AS measure,
    CASE WHEN measure = 'growth' THEN 'yoy' END AS base,
    'eq' AS qualifier, 'actual' AS modality, period_start, period_end,
    year(period_start) || '年' || month(period_start) || '月' AS period_text,
    'must' AS tier, 'zh' AS lang, ['number and unit', measure] AS rule_trail, 1 AS confidence, FALSE AS suspect,
    'generated' AS code_version, TIMESTAMP '2026-01-01' AS recorded_from
FROM placed_claim ORDER BY published_on, issue_id, article_id, sentence_start;
