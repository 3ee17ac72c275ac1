-- grain: one row: the claim $key with its article, its series and its observation. Proofs lie by their series
WITH claim AS (SELECT * FROM main.claim WHERE claim_id = $key),

-- lists tell the planner that these are few: else it hashes every article, observation and series there is
asked_series AS (SELECT unnest(list(claim.series_id)) AS series_id FROM claim),

proof AS (SELECT proof.* FROM main.observation_evidence AS proof SEMI JOIN asked_series USING (series_id) WHERE proof.claim_id = $key),

asked_article AS (SELECT unnest(list(claim.article_id)) AS article_id FROM claim),

asked AS (SELECT unnest(list(proof.observation_id)) AS observation_id, unnest(list(proof.series_id)) AS series_id FROM proof),

article AS (SELECT article.* FROM main.article AS article SEMI JOIN asked_article USING (article_id)),

observation AS (SELECT observation.* FROM main.observation AS observation SEMI JOIN asked USING (observation_id, series_id)),

named AS (SELECT series_named.* FROM series_named SEMI JOIN asked USING (series_id))

SELECT
    claim.* EXCLUDE (series_id, ref_area, indicator),
    claim.ref_area,
    claim.indicator,
    claim.indicator AS phrase,
    proof.observation_id,
    proof.suspect AS is_doubted,
    period_label(proof.period_start, proof.period_end) AS period,
    named.series,
    named.indicator AS series_indicator,
    named.name_en AS series_name_en,
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
LEFT JOIN named ON named.series_id = proof.series_id
LEFT JOIN observation ON observation.observation_id = proof.observation_id
LEFT JOIN article ON article.published_on = claim.published_on AND article.article_id = claim.article_id
LEFT JOIN main.source AS source ON source.source_id = claim.source_id;
