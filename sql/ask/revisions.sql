-- grain: one row per observation of the series $ids (of all, where that is NULL) and day on which another value of it became the known
-- one, by the rules of as_of: the value from that day on and the one before it, each with its sentence. $n of them, the newest first
WITH revised AS (
    SELECT observation.observation_id
    FROM main.observation AS observation
    WHERE observation.n_values > 1 AND ($ids::UBIGINT[] IS NULL OR observation.series_id IN (SELECT unnest($ids::UBIGINT[])))
    ORDER BY observation.last_published_on DESC
    LIMIT 1000
),

proofs AS (
    SELECT observation_evidence.* FROM main.observation_evidence AS observation_evidence SEMI JOIN revised USING (observation_id)
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

chosen AS (
    SELECT known.*
    FROM known
    INNER JOIN printed
        ON printed.observation_id = known.observation_id AND printed.known_from = known.known_from AND printed.value = known.value
    QUALIFY row_number() OVER (
        PARTITION BY known.observation_id, known.known_from
        ORDER BY known.preference DESC, printed.n_origins DESC, known.claim_id
    ) = 1
),

told AS (
    SELECT
        chosen.*,
        lag(chosen.value) OVER earlier AS earlier_value,
        lag(chosen.claim_id) OVER earlier AS earlier_claim_id
    FROM chosen
    WINDOW earlier AS (PARTITION BY chosen.observation_id ORDER BY chosen.known_from)
),

newest AS (
    SELECT told.*
    FROM told
    WHERE told.value <> told.earlier_value
    ORDER BY told.known_from DESC, told.observation_id
    LIMIT $n
),

-- the series lets the search through the claims stop early: they lie by it
said AS (
    SELECT claim.claim_id, claim.quote, claim.sentence, claim.lang, claim.source_id, claim.published_on
    FROM main.claim AS claim
    WHERE
        claim.series_id IN (SELECT newest.series_id FROM newest)
        AND claim.claim_id IN (SELECT unnest([newest.claim_id, newest.earlier_claim_id]) FROM newest)
)

SELECT
    series_named.*,
    period_label(newest.period_start, newest.period_end) AS period,
    newest.known_from,
    newest.value,
    newest.earlier_value,
    newest.claim_id,
    newest.earlier_claim_id,
    now_said.quote,
    now_said.sentence,
    now_said.lang,
    coalesce(source.name, now_said.source_id) AS source,
    before_said.quote AS earlier_quote,
    before_said.sentence AS earlier_sentence,
    before_said.lang AS earlier_lang,
    before_said.published_on AS earlier_published_on,
    coalesce(earlier_source.name, before_said.source_id) AS earlier_source
FROM newest
INNER JOIN series_named ON series_named.series_id = newest.series_id
LEFT JOIN said AS now_said ON now_said.claim_id = newest.claim_id
LEFT JOIN said AS before_said ON before_said.claim_id = newest.earlier_claim_id
LEFT JOIN main.source AS source ON source.source_id = now_said.source_id
LEFT JOIN main.source AS earlier_source ON earlier_source.source_id = before_said.source_id
ORDER BY newest.known_from DESC, series_named.series, newest.period_end;
