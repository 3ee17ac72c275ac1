-- grain: one row per touched observation of the share at hand: its value chosen anew from all its evidence; equal rows stay
-- looked for twice in the large tables, where what is touched lies anywhere: first the ids alone, then the rows by their places, so
-- that only the vectors that hold one are unpacked
CREATE OR REPLACE TEMP TABLE evidence_place AS
SELECT observation_evidence.rowid AS place FROM observation_evidence SEMI JOIN share_observation USING (observation_id);

CREATE OR REPLACE TEMP TABLE touched_evidence AS
SELECT
    observation_evidence.rowid AS place,
    observation_evidence.observation_id,
    observation_evidence.origin,
    observation_evidence.published_on,
    observation_evidence.value,
    observation_evidence.preference,
    observation_evidence.suspect
FROM observation_evidence
WHERE observation_evidence.rowid IN (SELECT evidence_place.place FROM evidence_place);

CREATE OR REPLACE TEMP TABLE counted_observation AS
SELECT
    observation_id,
    max(preference) AS preference,
    count(*)::INTEGER AS n_claims,
    count(DISTINCT origin)::INTEGER AS n_sources,
    count(DISTINCT value) FILTER (NOT suspect)::INTEGER AS n_values,
    min(published_on) AS first_published_on,
    max(published_on) AS last_published_on
FROM touched_evidence
GROUP BY observation_id;

-- of all that a fact was ever printed by, only what is preferred most is read whole
CREATE OR REPLACE TEMP TABLE foremost_place AS
SELECT touched_evidence.place
FROM touched_evidence SEMI JOIN counted_observation USING (observation_id, preference);

CREATE OR REPLACE TEMP TABLE foremost_evidence AS
SELECT observation_evidence.* EXCLUDE (issue_id, indicator)
FROM observation_evidence
WHERE observation_evidence.rowid IN (SELECT foremost_place.place FROM foremost_place);

CREATE OR REPLACE TEMP TABLE incoming_observation AS
-- one row per value printed for an observation whose foremost claims do not agree
WITH contested AS (
    SELECT observation_id FROM foremost_evidence GROUP BY observation_id HAVING min(value) <> max(value)
),

printed AS (
    SELECT touched_evidence.observation_id, touched_evidence.value, count(DISTINCT touched_evidence.origin) AS n_origins
    FROM touched_evidence SEMI JOIN contested USING (observation_id)
    GROUP BY touched_evidence.observation_id, touched_evidence.value
),

-- by preference, then the value that more independent sources print; the key decides what is left, so that the order of
-- loading never does
ranked AS (
    SELECT
        foremost_evidence.*,
        row_number() OVER (
            PARTITION BY foremost_evidence.observation_id
            ORDER BY printed.n_origins DESC, foremost_evidence.claim_id
        ) AS place
    FROM foremost_evidence
    LEFT JOIN printed ON printed.observation_id = foremost_evidence.observation_id AND printed.value = foremost_evidence.value
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
    counted_observation.n_claims,
    counted_observation.n_sources,
    counted_observation.n_values,
    counted_observation.first_published_on,
    counted_observation.last_published_on
FROM ranked
INNER JOIN counted_observation USING (observation_id)
INNER JOIN touched_series AS keys USING (series_id)
WHERE ranked.place = 1;

CREATE OR REPLACE TEMP TABLE observation_place AS
SELECT observation.rowid AS place FROM observation SEMI JOIN share_observation USING (observation_id);

CREATE OR REPLACE TEMP TABLE stored_observation AS
SELECT observation.rowid AS place, observation.*
FROM observation
WHERE observation.rowid IN (SELECT observation_place.place FROM observation_place);

CREATE OR REPLACE TEMP TABLE outgoing_observation AS
WITH stored AS (SELECT * EXCLUDE (place) FROM stored_observation)

SELECT stored.*
FROM stored
ANTI JOIN incoming_observation AS incoming ON incoming.observation_id = stored.observation_id AND incoming IS NOT DISTINCT FROM stored;

CREATE OR REPLACE TEMP TABLE added_observation AS
WITH stored AS (SELECT * EXCLUDE (place) FROM stored_observation)

SELECT incoming.*
FROM incoming_observation AS incoming
ANTI JOIN stored ON stored.observation_id = incoming.observation_id AND stored IS NOT DISTINCT FROM incoming;

DELETE FROM observation
WHERE rowid IN (SELECT stored_observation.place FROM stored_observation SEMI JOIN outgoing_observation USING (observation_id));

INSERT INTO observation SELECT * FROM added_observation ORDER BY series_id, period_end, period_start;

INSERT INTO moved_observation
SELECT
    coalesce(added.observation_id, gone.observation_id) AS observation_id,
    coalesce(added.series_id, gone.series_id) AS series_id,
    coalesce(added.period_end, gone.period_end) AS period_end,
    CASE WHEN gone.observation_id IS NULL THEN 'added' WHEN added.observation_id IS NULL THEN 'removed' ELSE 'changed' END AS move
FROM added_observation AS added
FULL JOIN outgoing_observation AS gone ON gone.observation_id = added.observation_id;
