-- grain: one row: the claim $key with its article, its series and its observation
WITH claim AS (SELECT * FROM main.claim WHERE claim_id = $key),

proof AS (SELECT * FROM main.observation_evidence WHERE claim_id = $key)

SELECT
    claim.* EXCLUDE (series_id, ref_area, indicator),
    claim.ref_area,
    claim.indicator,
    claim.indicator AS phrase,
    proof.observation_id,
    proof.suspect AS is_doubted,
    period_label(proof.period_start, proof.period_end) AS period,
    series_named.series,
    series_named.indicator AS series_indicator,
    coalesce(source.name, claim.source_id) AS source,
    source.name_en AS source_en,
    article.title,
    article.subtitle,
    article.kicker,
    article.page,
    article.page_name,
    article.byline,
    article.credit,
    article.url,
    article.text,
    observation.claim_id = claim.claim_id AS is_chosen,
    observation.value AS chosen_value
FROM claim
LEFT JOIN proof ON proof.claim_id = claim.claim_id
LEFT JOIN series_named ON series_named.series_id = proof.series_id
LEFT JOIN main.observation AS observation ON observation.observation_id = proof.observation_id
LEFT JOIN main.article AS article ON article.published_on = claim.published_on AND article.article_id = claim.article_id
LEFT JOIN main.source AS source ON source.source_id = claim.source_id;
