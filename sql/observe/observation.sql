-- grain: one row per touched observation: its value chosen anew from all its evidence; equal rows stay
CREATE OR REPLACE TEMP TABLE incoming_observation AS
WITH evidence AS (SELECT observation_evidence.* FROM observation_evidence SEMI JOIN touched_observation USING (observation_id)),

-- one row per value that is printed for the observation
printed AS (
    SELECT observation_id, value, count(DISTINCT origin) AS n_origins
    FROM evidence
    GROUP BY observation_id, value
),

-- by preference, then the value that more independent sources print; the key decides what is left, so that the order of
-- loading never does
ranked AS (
    SELECT
        evidence.*,
        row_number() OVER (
            PARTITION BY evidence.observation_id
            ORDER BY evidence.preference DESC, printed.n_origins DESC, evidence.claim_id
        ) AS place
    FROM evidence
    INNER JOIN printed ON printed.observation_id = evidence.observation_id AND printed.value = evidence.value
),

counted AS (
    SELECT
        observation_id,
        count(*)::INTEGER AS n_claims,
        count(DISTINCT origin)::INTEGER AS n_sources,
        count(DISTINCT value) FILTER (NOT suspect)::INTEGER AS n_values,
        min(published_on) AS first_published_on,
        max(published_on) AS last_published_on
    FROM evidence
    GROUP BY observation_id
)

SELECT
    ranked.observation_id,
    ranked.series_id,
    ranked.period_start,
    ranked.period_end,
    ranked.value,
    ranked.value_high,
    ranked.qualifier,
    CASE
        WHEN ranked.corrected THEN 'corrected'
        WHEN ranked.suspect THEN 'suspect'
        WHEN keys.modality <> 'actual' THEN keys.modality
        WHEN ranked.provisional THEN 'provisional'
        WHEN ranked.qualifier = 'about' THEN 'estimate'
        ELSE 'normal'
    END AS status,
    ranked.claim_id,
    ranked.source_id,
    ranked.published_on,
    counted.n_claims,
    counted.n_sources,
    counted.n_values,
    counted.first_published_on,
    counted.last_published_on
FROM ranked
INNER JOIN counted USING (observation_id)
INNER JOIN touched_series AS keys USING (series_id)
WHERE ranked.place = 1;

-- looked for once: the table is large, and what is touched lies anywhere in it
CREATE OR REPLACE TEMP TABLE stored_observation AS
SELECT observation.rowid AS place, observation.* FROM observation SEMI JOIN touched_observation USING (observation_id);

CREATE OR REPLACE TEMP TABLE outgoing_observation AS
SELECT * EXCLUDE (place) FROM stored_observation EXCEPT SELECT * FROM incoming_observation;

CREATE OR REPLACE TEMP TABLE added_observation AS
SELECT * FROM incoming_observation EXCEPT SELECT * EXCLUDE (place) FROM stored_observation;

DELETE FROM observation
WHERE rowid IN (SELECT stored_observation.place FROM stored_observation SEMI JOIN outgoing_observation USING (observation_id));

INSERT INTO observation SELECT * FROM added_observation ORDER BY series_id, period_end, period_start;
