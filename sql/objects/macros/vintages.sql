-- grain: one row per observation of what a name stands for, and day on which what was known of it changed: the value known from
-- that day on, beside the one known before it, each with the sentence that printed it. The first print has no earlier value
CREATE OR REPLACE MACRO vintages(name) AS TABLE
WITH found AS (SELECT * FROM find_series(name)),

best AS (SELECT found.series_id FROM found QUALIFY rank() OVER (ORDER BY greatest(found.fit, 2)) = 1),

proofs AS (
    SELECT observation_evidence.*
    FROM main.observation_evidence AS observation_evidence SEMI JOIN best USING (series_id)
),

days AS (SELECT DISTINCT proofs.observation_id, proofs.published_on AS known_from FROM proofs),

known AS (
    SELECT proofs.*, days.known_from
    FROM days
    INNER JOIN proofs ON proofs.observation_id = days.observation_id AND proofs.published_on <= days.known_from
),

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

told AS (
    SELECT
        ranked.*,
        lag(ranked.value) OVER earlier AS earlier_value,
        lag(ranked.value_high) OVER earlier AS earlier_value_high,
        lag(ranked.qualifier) OVER earlier AS earlier_qualifier,
        lag(ranked.suspect) OVER earlier AS earlier_suspect,
        lag(ranked.claim_id) OVER earlier AS earlier_claim_id,
        lag(ranked.source_id) OVER earlier AS earlier_source_id
    FROM ranked
    WHERE ranked.place = 1
    WINDOW earlier AS (PARTITION BY ranked.observation_id ORDER BY ranked.known_from)
),

changed AS (
    SELECT told.*
    FROM told
    WHERE
        told.earlier_claim_id IS NULL
        OR told.value <> told.earlier_value
        OR told.value_high IS DISTINCT FROM told.earlier_value_high
        OR told.qualifier <> told.earlier_qualifier
        OR told.suspect <> told.earlier_suspect
),

dated AS (
    SELECT
        changed.*,
        lead(changed.known_from) OVER (PARTITION BY changed.observation_id ORDER BY changed.known_from) AS known_until
    FROM changed
),

sentences AS (
    SELECT claim.claim_id, claim.quote, claim.sentence
    FROM main.claim AS claim SEMI JOIN best USING (series_id)
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
INNER JOIN main.series AS series ON series.series_id = dated.series_id
LEFT JOIN main.indicator AS indicator ON indicator.indicator_id = series.indicator_id
LEFT JOIN sentences AS now_said ON now_said.claim_id = dated.claim_id
LEFT JOIN sentences AS before_said ON before_said.claim_id = dated.earlier_claim_id
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
