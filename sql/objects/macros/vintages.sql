-- grain: one row per observation of what a name stands for, and day on which what was known of it changed: the value known from
-- that day on, beside the one known before it, each with the sentence that printed it: another print's,
-- or its own before the publisher changed it. The first print has no earlier value
CREATE OR REPLACE MACRO vintages(name) AS TABLE
WITH found AS (SELECT * FROM find_series(name) UNION ALL SELECT * FROM find_former_series(name)),

best AS (SELECT found.series_id FROM found QUALIFY rank() OVER (ORDER BY greatest(found.fit, 2)) = 1),

named AS (
    SELECT series.* FROM main.series AS series SEMI JOIN best USING (series_id)
    UNION ALL BY NAME
    SELECT former_series.* FROM former_series WHERE former_series.series_id IN (SELECT best.series_id FROM best)
),

-- a text that was changed since was evidence until then
proofs AS (
    SELECT observation_evidence.*, NULL::INTEGER AS version, NULL::DATE AS valid_to
    FROM main.observation_evidence AS observation_evidence SEMI JOIN best USING (series_id)
    UNION ALL BY NAME
    SELECT superseded_evidence.* EXCLUDE (indicator_id, phrase, breakdown, entity, ref_area, measure, base, unit, modality)
    FROM main.superseded_evidence AS superseded_evidence SEMI JOIN best USING (series_id)
    WHERE superseded_evidence.valid_from < superseded_evidence.valid_to
),

days AS (
    SELECT proofs.observation_id, proofs.valid_from AS known_from FROM proofs
    UNION
    SELECT proofs.observation_id, proofs.valid_to AS known_from FROM proofs WHERE proofs.valid_to IS NOT NULL
),

known AS (
    SELECT proofs.*, days.known_from
    FROM days
    INNER JOIN proofs
        ON proofs.observation_id = days.observation_id AND proofs.valid_from <= days.known_from
        AND (proofs.valid_to IS NULL OR proofs.valid_to > days.known_from)
),

-- days from which on nothing was evidence any more
ended AS (SELECT days.observation_id, days.known_from FROM days ANTI JOIN known USING (observation_id, known_from)),

printed AS (
    SELECT known.observation_id, known.known_from, known.value, count(DISTINCT known.origin) AS n_origins
    FROM known
    GROUP BY known.observation_id, known.known_from, known.value
),

counted AS (
    SELECT
        known.observation_id,
        known.known_from,
        count(*)::INTEGER AS n_claims,
        count(DISTINCT known.origin)::INTEGER AS n_sources
    FROM known
    GROUP BY known.observation_id, known.known_from
),

ranked AS (
    SELECT
        known.*,
        row_number() OVER (
            PARTITION BY known.observation_id, known.known_from
            ORDER BY known.preference DESC, printed.n_origins DESC, known.claim_id
        ) AS place
    FROM known
    INNER JOIN printed
        ON printed.observation_id = known.observation_id AND printed.known_from = known.known_from AND printed.value = known.value
),

chosen AS (
    SELECT ranked.* FROM ranked WHERE ranked.place = 1
    UNION ALL BY NAME
    SELECT ended.observation_id, ended.known_from FROM ended
),

told AS (
    SELECT
        chosen.*,
        lag(chosen.value) OVER earlier AS earlier_value,
        lag(chosen.value_high) OVER earlier AS earlier_value_high,
        lag(chosen.qualifier) OVER earlier AS earlier_qualifier,
        lag(chosen.suspect) OVER earlier AS earlier_suspect,
        lag(chosen.claim_id) OVER earlier AS earlier_claim_id,
        lag(chosen.version) OVER earlier AS earlier_version,
        lag(chosen.source_id) OVER earlier AS earlier_source_id
    FROM chosen
    WINDOW earlier AS (PARTITION BY chosen.observation_id ORDER BY chosen.known_from)
),

changed AS (
    SELECT told.*
    FROM told
    WHERE
        told.earlier_claim_id IS NULL
        OR told.value IS DISTINCT FROM told.earlier_value
        OR told.value_high IS DISTINCT FROM told.earlier_value_high
        OR told.qualifier IS DISTINCT FROM told.earlier_qualifier
        OR told.suspect IS DISTINCT FROM told.earlier_suspect
),

dated AS (
    SELECT
        changed.*,
        lead(changed.known_from) OVER (PARTITION BY changed.observation_id ORDER BY changed.known_from) AS known_until
    FROM changed
),

sentences AS (
    SELECT claim.claim_id, claim.quote, claim.sentence, NULL::INTEGER AS version
    FROM main.claim AS claim SEMI JOIN best USING (series_id)
    UNION ALL
    SELECT superseded_claim.claim_id, superseded_claim.quote, superseded_claim.sentence, superseded_claim.version
    FROM main.superseded_claim AS superseded_claim
)

SELECT
    coalesce(indicator.name_zh, series.name, series.phrase) AS indicator,
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.base,
    series.modality,
    period_label(dated.period_start, dated.period_end) AS period,
    dated.known_from,  -- the day from which on this was known
    dated.known_until,  -- the day on which it was revised; NULL where it stands
    dated.value,
    dated.value_high,
    series.unit,
    dated.qualifier,
    dated.suspect,
    dated.earlier_value,  -- the value known before
    dated.value - dated.earlier_value AS revision,  -- value less the one known before
    percent_change(dated.earlier_value, dated.value) AS revision_pct,  -- the same in %
    counted.n_claims,
    counted.n_sources,
    coalesce(source.name, dated.source_id) AS source,
    now_said.quote,
    now_said.sentence,
    coalesce(earlier_source.name, dated.earlier_source_id) AS earlier_source,  -- the paper that printed the earlier value
    before_said.quote AS earlier_quote,  -- the earlier number, verbatim
    before_said.sentence AS earlier_sentence,  -- the earlier value's sentence
    dated.observation_id,
    dated.claim_id,
    dated.earlier_claim_id  -- the claim of the value known before
FROM dated
INNER JOIN counted ON counted.observation_id = dated.observation_id AND counted.known_from = dated.known_from
INNER JOIN named AS series ON series.series_id = dated.series_id
LEFT JOIN main.indicator AS indicator ON indicator.indicator_id = series.indicator_id
LEFT JOIN sentences AS now_said ON now_said.claim_id = dated.claim_id AND now_said.version IS NOT DISTINCT FROM dated.version
LEFT JOIN sentences AS before_said
    ON before_said.claim_id = dated.earlier_claim_id AND before_said.version IS NOT DISTINCT FROM dated.earlier_version
LEFT JOIN main.source AS source ON source.source_id = dated.source_id
LEFT JOIN main.source AS earlier_source ON earlier_source.source_id = dated.earlier_source_id
ORDER BY
    coalesce(indicator.name_zh, series.name, series.phrase),
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.modality,
    dated.period_end,
    dated.period_start,
    dated.known_from;
