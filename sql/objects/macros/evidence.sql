-- grain: one row per claim about what a name stands for (Chinese, English, alias or id), of every modality, suspects too; of one
-- place, measure or body where that is asked
CREATE OR REPLACE MACRO evidence(name, measure := NULL, place := NULL, entity := NULL) AS TABLE
WITH found AS (SELECT * FROM find_series(name)),

named AS (SELECT found.series_id FROM found QUALIFY rank() OVER (ORDER BY greatest(found.fit, 2)) = 1),

best AS (
    SELECT series.*
    FROM main.series AS series SEMI JOIN named USING (series_id)
    WHERE (measure IS NULL OR series.measure = measure) AND (place IS NULL OR series.ref_area = place)
        AND (entity IS NULL OR series.entity = entity_key(entity))
),

proofs AS (SELECT observation_evidence.* FROM main.observation_evidence AS observation_evidence SEMI JOIN best USING (series_id)),

told AS (SELECT claim.* FROM main.claim AS claim SEMI JOIN best USING (series_id)),

chosen AS (SELECT observation.claim_id FROM main.observation AS observation SEMI JOIN best USING (series_id)),

-- a list tells the planner that these are few: else it hashes every article there is
asked_article AS (SELECT unnest(list(DISTINCT told.article_id)) AS article_id FROM told),

printed_in AS (
    SELECT article.published_on, article.article_id, article.page, article.title
    FROM main.article AS article SEMI JOIN asked_article USING (article_id)
),

doubts AS (FROM claim_doubts(claim_ids := (SELECT list(proofs.claim_id) FROM proofs)))

SELECT
    coalesce(indicator.name_zh, series.name, series.phrase) AS indicator,
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.base,
    series.modality,
    period_label(proofs.period_start, proofs.period_end) AS period,
    claim.value,
    claim.value_high,
    claim.unit,
    claim.qualifier,
    chosen.claim_id IS NOT NULL AS is_chosen,
    proofs.suspect,
    proofs.origin,
    coalesce(claim.suggested, doubts.suggested) AS suggested,
    doubts.suggested_unit,
    coalesce(doubts.findings, []) AS findings,
    claim.quote,
    claim.sentence,
    coalesce(source.name, claim.source_id) AS source,
    claim.published_on,
    article.page,
    article.title,
    claim.claim_id,
    proofs.observation_id
FROM proofs
INNER JOIN told AS claim ON claim.claim_id = proofs.claim_id
INNER JOIN best AS series ON series.series_id = proofs.series_id
LEFT JOIN chosen ON chosen.claim_id = proofs.claim_id
LEFT JOIN doubts ON doubts.claim_id = proofs.claim_id
LEFT JOIN main.indicator AS indicator ON indicator.indicator_id = series.indicator_id
LEFT JOIN printed_in AS article ON article.published_on = claim.published_on AND article.article_id = claim.article_id
LEFT JOIN main.source AS source ON source.source_id = claim.source_id
ORDER BY
    coalesce(indicator.name_zh, series.name, series.phrase),
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.modality,
    proofs.period_end,
    proofs.period_start,
    claim.published_on,
    claim.claim_id;
