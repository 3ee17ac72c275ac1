-- grain: one row per value of an observation for which several are printed (suspects and doubtful readings left out): who prints it, how it is called, and
-- whether it was chosen. Two facts under one key, where the phrases are too loose, show here too
CREATE OR REPLACE VIEW disagreements AS
WITH observations AS (
    SELECT
        observation.* EXCLUDE (series_id),
        series.*,
        coalesce(indicator.name_zh, series.name, series.phrase) AS title,
        period_label(observation.period_start, observation.period_end) AS period
    FROM main.observation AS observation
    INNER JOIN main.series AS series USING (series_id)
    LEFT JOIN main.indicator AS indicator USING (indicator_id)
    WHERE observation.n_values > 1
),

-- lists tell the planner that these are few: else it hashes every printing and every sentence there is
asked AS (SELECT unnest(list(observations.observation_id)) AS observation_id FROM observations),

evidence AS (
    SELECT proof.*
    FROM main.observation_evidence AS proof SEMI JOIN asked USING (observation_id)
    WHERE NOT proof.suspect AND NOT proof.tentative
),

printed AS (
    SELECT
        evidence.observation_id,
        evidence.value,
        count(*) AS n_claims,
        count(DISTINCT evidence.origin) AS n_sources,
        list(DISTINCT evidence.source_id ORDER BY evidence.source_id) AS source_ids,
        list(DISTINCT evidence.indicator ORDER BY evidence.indicator) AS phrases,
        min(evidence.published_on) AS first_published_on,
        max(evidence.published_on) AS last_published_on,
        arg_max(evidence.claim_id, (evidence.preference, evidence.claim_id)) AS claim_id
    FROM evidence
    GROUP BY evidence.observation_id, evidence.value
),

asked_claim AS (SELECT unnest(list(printed.claim_id)) AS claim_id FROM printed),

claim AS (SELECT said.* FROM main.claim AS said SEMI JOIN asked_claim USING (claim_id))

SELECT
    observations.observation_id,
    observations.series_id,
    observations.indicator_id,
    observations.title AS indicator,
    observations.breakdown,
    observations.entity,
    observations.ref_area,
    observations.measure,
    observations.modality,
    observations.period,
    printed.value,
    observations.unit,
    printed.value = observations.value AS is_chosen,
    percent_change(observations.value, printed.value) AS off_by_pct,  -- how many % the value is above the chosen one
    printed.n_claims,
    printed.n_sources,
    printed.source_ids,  -- the papers that print the value
    printed.phrases,  -- what they call the indicator
    printed.first_published_on,
    printed.last_published_on,
    claim.quote,
    claim.sentence,
    printed.claim_id
FROM printed
INNER JOIN observations ON observations.observation_id = printed.observation_id
LEFT JOIN claim ON claim.claim_id = printed.claim_id;
