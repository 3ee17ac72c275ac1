-- grain: one row per observation that was known on a day: chosen from the claims published up to that day, as their texts stood then,
-- by the rules of today; of what a name stands for, or of everything. The catalogue, corrections and doubts are today's
CREATE OR REPLACE MACRO as_of(day, name := NULL) AS TABLE
WITH found AS (SELECT * FROM find_series(name) UNION ALL SELECT * FROM find_former_series(name)),

best AS (SELECT found.series_id FROM found QUALIFY rank() OVER (ORDER BY greatest(found.fit, 2)) = 1),

picked AS (
    SELECT series.* FROM main.series AS series SEMI JOIN best USING (series_id)
    UNION ALL
    SELECT series.* FROM main.series AS series WHERE name IS NULL
    UNION ALL BY NAME
    SELECT former_series.* FROM former_series WHERE name IS NULL OR former_series.series_id IN (SELECT best.series_id FROM best)
),

-- a text that was changed since was evidence until then; of an article one text stands on a day, so that the claims' keys are unique
proofs AS (
    SELECT observation_evidence.*, NULL::INTEGER AS version
    FROM main.observation_evidence AS observation_evidence SEMI JOIN picked USING (series_id)
    WHERE observation_evidence.published_on <= day AND observation_evidence.valid_from <= day
    UNION ALL BY NAME
    SELECT
        superseded_evidence.* EXCLUDE (
            valid_to, indicator_id, phrase, breakdown, entity, ref_area, measure, base, unit, modality
        )
    FROM main.superseded_evidence AS superseded_evidence SEMI JOIN picked USING (series_id)
    WHERE superseded_evidence.valid_from <= day AND day < superseded_evidence.valid_to
),

printed AS (
    SELECT proofs.observation_id, proofs.value, count(DISTINCT proofs.origin) AS n_origins
    FROM proofs
    GROUP BY proofs.observation_id, proofs.value
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

counted AS (
    SELECT
        proofs.observation_id,
        count(*)::INTEGER AS n_claims,
        count(DISTINCT proofs.origin)::INTEGER AS n_sources,
        count(DISTINCT proofs.value) FILTER (NOT proofs.suspect)::INTEGER AS n_values,
        min(proofs.published_on) AS first_published_on,
        max(proofs.published_on) AS last_published_on
    FROM proofs
    GROUP BY proofs.observation_id
),

sentences AS (
    SELECT claim.claim_id, claim.quote, claim.sentence, NULL::INTEGER AS version
    FROM main.claim AS claim SEMI JOIN picked USING (series_id)
    WHERE claim.published_on <= day
    UNION ALL
    SELECT superseded_claim.claim_id, superseded_claim.quote, superseded_claim.sentence, superseded_claim.version
    FROM main.superseded_claim AS superseded_claim
    WHERE superseded_claim.valid_from <= day AND day < superseded_claim.valid_to
),

chosen AS (
    SELECT
        ranked.*,
        series.indicator_id,
        coalesce(indicator.name_zh, series.name, series.phrase) AS series_indicator,
        series.breakdown,
        series.entity,
        series.ref_area,
        series.measure,
        series.base,
        series.unit,
        series.modality,
        CASE
            WHEN ranked.corrected THEN 'corrected'
            WHEN ranked.suspect THEN 'suspect'
            WHEN series.modality <> 'actual' THEN series.modality
            WHEN ranked.provisional THEN 'provisional'
            WHEN ranked.qualifier = 'about' THEN 'estimate'
            ELSE 'normal'
        END AS status
    FROM ranked
    INNER JOIN picked AS series USING (series_id)
    LEFT JOIN main.indicator AS indicator ON indicator.indicator_id = series.indicator_id
    WHERE ranked.place = 1
)

SELECT
    chosen.observation_id,
    chosen.series_id,
    chosen.indicator_id,
    chosen.series_indicator AS indicator,
    chosen.breakdown,
    chosen.entity,
    chosen.ref_area,
    chosen.measure,
    chosen.base,
    chosen.modality,
    period_label(chosen.period_start, chosen.period_end) AS period,
    chosen.period_start,
    chosen.period_end,
    chosen.value,
    chosen.value_high,
    chosen.unit,
    chosen.qualifier,
    chosen.status,
    counted.n_claims,
    counted.n_sources,
    counted.n_values,
    chosen.source_id,
    coalesce(source.name, chosen.source_id) AS source,
    chosen.published_on,
    counted.first_published_on,
    counted.last_published_on,
    sentences.quote,
    sentences.sentence,
    chosen.claim_id
FROM chosen
INNER JOIN counted USING (observation_id)
LEFT JOIN sentences ON sentences.claim_id = chosen.claim_id AND sentences.version IS NOT DISTINCT FROM chosen.version
LEFT JOIN main.source AS source ON source.source_id = chosen.source_id
ORDER BY
    chosen.series_indicator,
    chosen.breakdown,
    chosen.entity,
    chosen.ref_area,
    chosen.measure,
    chosen.series_id,
    chosen.period_end,
    chosen.period_start;
