-- grain: one row per touched observation of the share at hand: its value chosen anew, unless what came cannot change it; equal rows stay
-- of all that a fact was ever printed by, only what is preferred most is read whole: it lies on one day, and rows lie by day
-- makes: foremost_place, foremost_evidence, incoming_observation, outgoing_observation, added_observation
-- reads: changed_observation, counted_observation, counted_print, stored_observation, touched_series
CREATE OR REPLACE TEMP TABLE foremost_place AS
WITH asked AS (
    SELECT observation_id, preference, preferred_day(preference) AS published_on
    FROM counted_observation
    WHERE NOT is_settled
)

SELECT observation_evidence.rowid AS place
FROM observation_evidence SEMI JOIN asked USING (published_on, observation_id, preference);

CREATE OR REPLACE TEMP TABLE foremost_evidence AS
SELECT observation_evidence.* EXCLUDE (issue_id, origin, indicator)
FROM observation_evidence
WHERE observation_evidence.rowid IN (SELECT foremost_place.place FROM foremost_place);

CREATE OR REPLACE TEMP TABLE incoming_observation AS
WITH printed AS (
    SELECT observation_id, value, count(DISTINCT origin) AS n_origins
    FROM counted_print
    GROUP BY observation_id, value
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
),

chosen AS (
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
        ranked.published_on
    FROM ranked
    INNER JOIN touched_series AS keys ON keys.series_id = ranked.series_id
    WHERE ranked.place = 1
    UNION ALL BY NAME
    SELECT
        stored_observation.* EXCLUDE (
            place, preference, n_claims, n_sources, n_values, first_published_on, last_published_on, prints
        )
    FROM stored_observation
    INNER JOIN counted_observation AS counted ON counted.observation_id = stored_observation.observation_id AND counted.is_settled
)

SELECT
    chosen.observation_id,
    chosen.series_id,
    chosen.period_start,
    chosen.period_end,
    chosen.value,
    chosen.value_high,
    chosen.qualifier,
    chosen.status,
    chosen.claim_id,
    counted.preference,
    chosen.source_id,
    chosen.published_on,
    counted.n_claims,
    counted.n_sources,
    counted.n_values,
    counted.first_published_on,
    counted.last_published_on,
    counted.prints
FROM chosen
INNER JOIN counted_observation AS counted ON counted.observation_id = chosen.observation_id;

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

INSERT INTO changed_observation
SELECT
    coalesce(added.observation_id, gone.observation_id) AS observation_id,
    coalesce(added.series_id, gone.series_id) AS series_id,
    coalesce(added.period_end, gone.period_end) AS period_end,
    CASE WHEN gone.observation_id IS NULL THEN 'added' WHEN added.observation_id IS NULL THEN 'removed' ELSE 'changed' END AS move
FROM added_observation AS added
FULL JOIN outgoing_observation AS gone ON gone.observation_id = added.observation_id;
