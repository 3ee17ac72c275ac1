-- grain: one row per claim about the series $ids printed up to $day: place 1 is the one whose value was the observation's that day, by
-- the rules of as_of. Best of each period first
WITH proofs AS (
    SELECT *
    FROM main.observation_evidence
    WHERE series_id IN (SELECT unnest($ids::UBIGINT[])) AND published_on <= $day
),

printed AS (
    SELECT observation_id, value, count(DISTINCT origin) AS n_origins
    FROM proofs
    GROUP BY observation_id, value
),

ranked AS (
    SELECT
        proofs.*,
        row_number() OVER (
            PARTITION BY proofs.observation_id
            ORDER BY proofs.preference DESC, printed.n_origins DESC, proofs.claim_id
        ) AS place
    FROM proofs
    INNER JOIN printed ON printed.observation_id = proofs.observation_id AND printed.value = proofs.value
),

claim AS (SELECT * FROM main.claim WHERE series_id IN (SELECT unnest($ids::UBIGINT[]))),

-- a list tells the planner that these are few: else it hashes every article there is
asked_article AS (SELECT unnest(list(DISTINCT claim.article_id)) AS article_id FROM claim),

article AS (
    SELECT article.published_on, article.article_id, article.page, article.title
    FROM main.article AS article SEMI JOIN asked_article USING (article_id)
),

doubts AS (FROM claim_doubts(claim_ids := (SELECT list(proofs.claim_id) FROM proofs)))

SELECT
    id_text(ranked.observation_id) AS observation,
    series_named.series,
    series_named.modality,
    series_named.unit,
    period_label(ranked.period_start, ranked.period_end) AS period,
    ranked.period_start,
    ranked.period_end,
    ranked.value,
    ranked.value_high,
    ranked.qualifier,
    CASE
        WHEN ranked.corrected THEN 'corrected'
        WHEN ranked.suspect THEN 'suspect'
        WHEN series_named.modality <> 'actual' THEN series_named.modality
        WHEN ranked.provisional THEN 'provisional'
        WHEN ranked.qualifier = 'about' THEN 'estimate'
        ELSE 'normal'
    END AS status,
    ranked.place,
    ranked.indicator AS phrase,
    ranked.source_id,
    coalesce(source.name, ranked.source_id) AS source,
    source.name_en AS source_en,
    ranked.origin,
    ranked.published_on,
    claim.quote,
    claim.sentence,
    claim.lang,
    claim.confidence,
    ranked.tentative AS is_tentative,
    coalesce(claim.suggested, doubts.suggested) AS suggested,
    doubts.suggested_unit,
    coalesce(doubts.findings, []) AS findings,
    coalesce(doubts.reasons, []) AS reasons,
    article.page,
    article.title,
    claim.article_id,
    ranked.claim_id
FROM ranked
INNER JOIN series_named ON series_named.series_id = ranked.series_id
INNER JOIN claim ON claim.claim_id = ranked.claim_id
LEFT JOIN article ON article.published_on = ranked.published_on AND article.article_id = claim.article_id
LEFT JOIN doubts ON doubts.claim_id = ranked.claim_id
LEFT JOIN main.source AS source ON source.source_id = ranked.source_id
ORDER BY series_named.modality <> 'actual', series_named.series, ranked.period_end, ranked.period_start, ranked.place;
