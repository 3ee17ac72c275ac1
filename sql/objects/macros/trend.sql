-- grain: one row per period of the series that a name stands for (Chinese, English, alias or id), with change against the
-- earlier value; actual levels by default (what else there is where no level is), of the country where it has any, of no company or other body unless entity asks for one, no suspects;
-- derived := TRUE fills periods that nobody prints with what follows from printed values, of status derived
CREATE OR REPLACE MACRO trend(name, measure := NULL, modality := 'actual', place := NULL, suspects := FALSE, derived := FALSE, entity := NULL) AS TABLE
WITH found AS (SELECT * FROM find_series(name)),

candidates AS (
    SELECT
        series.*,
        found.fit,
        series.ref_area <> 'CN' AS not_national,
        series.entity <> '' AS is_of_body,
        CASE
            WHEN series.measure = 'level' THEN 1
            WHEN series.measure IN ('share', 'ratio') THEN 2
            WHEN series.measure IN ('growth', 'multiple') THEN 3
            ELSE 4
        END AS remoteness
    FROM main.series AS series
    INNER JOIN found USING (series_id)
    WHERE
        series.modality = modality
        AND (measure IS NULL OR series.measure = measure)
        AND (place IS NULL OR series.ref_area = place)
        AND (entity IS NULL OR series.entity = entity_key(entity))
),

picked AS (
    SELECT candidates.*
    FROM candidates
    QUALIFY rank() OVER (ORDER BY candidates.fit, candidates.remoteness, candidates.is_of_body, candidates.not_national) = 1
),

printed AS (
    SELECT observation.*
    FROM main.observation AS observation SEMI JOIN picked USING (series_id)
    WHERE suspects OR observation.status <> 'suspect'
),

computed AS (
    SELECT derivation.*
    FROM main.derived_observation AS derivation SEMI JOIN picked USING (series_id)
    WHERE derived AND derivation.printed_id IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY derivation.observation_id ORDER BY derivation.known_from DESC, derivation.rule, derivation.derived_id
    ) = 1
),

observations AS (
    SELECT
        printed.series_id,
        printed.period_start,
        printed.period_end,
        printed.value,
        printed.value_high,
        printed.qualifier,
        printed.status,
        printed.n_claims,
        printed.n_sources,
        printed.source_id,
        printed.published_on,
        NULL AS formula,
        printed.claim_id
    FROM printed
    UNION ALL
    SELECT
        computed.series_id,
        computed.period_start,
        computed.period_end,
        computed.value,
        NULL AS value_high,
        'about' AS qualifier,
        'derived' AS status,
        0 AS n_claims,
        0 AS n_sources,
        NULL AS source_id,
        computed.known_from AS published_on,
        computed.formula,
        computed.claim_ids[1] AS claim_id
    FROM computed
),

sentences AS (
    SELECT claim.claim_id, claim.quote, claim.sentence
    FROM main.claim AS claim SEMI JOIN picked USING (series_id)
),

-- a list tells the planner that these are few: else it hashes every finding there is
asked_claim AS (SELECT unnest(list(observations.claim_id)) AS claim_id FROM observations),

doubts AS (
    SELECT finding.subject_id AS claim_id, list(finding.rule ORDER BY finding.rule) AS findings
    FROM main.finding AS finding SEMI JOIN asked_claim ON asked_claim.claim_id = finding.subject_id
    WHERE finding.subject = 'claim' AND finding.closed_at IS NULL
    GROUP BY finding.subject_id
),

compared AS (
    SELECT
        observations.*,
        lag(observations.value) OVER (
            PARTITION BY observations.series_id ORDER BY observations.period_end, observations.period_start
        ) AS earlier_value
    FROM observations
)

SELECT
    coalesce(indicator.name_zh, series.name, series.phrase) AS indicator,
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.base,
    period_label(compared.period_start, compared.period_end) AS period,
    compared.value,
    compared.value_high,
    series.unit,
    compared.qualifier,
    compared.status,
    compared.value - compared.earlier_value AS change,  -- value less the earlier one of the series
    percent_change(compared.earlier_value, compared.value) AS change_pct,  -- the same in % of the earlier value
    compared.n_claims,
    compared.n_sources,
    coalesce(source.name, compared.source_id) AS source,
    compared.published_on,
    coalesce(compared.formula, sentences.quote) AS quote,
    sentences.sentence,
    coalesce(doubts.findings, []) AS findings,
    compared.period_start,
    compared.period_end,
    compared.series_id,
    compared.claim_id
FROM compared
INNER JOIN picked AS series USING (series_id)
LEFT JOIN main.indicator AS indicator ON indicator.indicator_id = series.indicator_id
LEFT JOIN main.source AS source ON source.source_id = compared.source_id
LEFT JOIN sentences ON sentences.claim_id = compared.claim_id
LEFT JOIN doubts ON doubts.claim_id = compared.claim_id
ORDER BY
    coalesce(indicator.name_zh, series.name, series.phrase),
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.unit,
    compared.series_id,
    compared.period_end,
    compared.period_start;
