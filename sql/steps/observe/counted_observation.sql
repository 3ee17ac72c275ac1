-- grain: one row per touched observation of the share at hand that has evidence: what was printed for it, by whom, how often. Counts
-- go on from the stored ones by what came, so that a fact printed every day for years costs no more than a new one; where
-- evidence went, all of it is read
-- makes: evidence_place, counted_evidence, counted_print, counted_observation
-- reads: changed_evidence, share_observation, stored_observation
CREATE OR REPLACE TEMP TABLE evidence_place AS
WITH recounted AS (SELECT observation_id FROM share_observation WHERE is_recounted)

SELECT observation_evidence.rowid AS place FROM observation_evidence SEMI JOIN recounted USING (observation_id);

CREATE OR REPLACE TEMP TABLE counted_evidence AS
SELECT
    observation_id,
    value,
    origin,
    suspect,
    preference,
    1::BIGINT AS n_claims,
    published_on AS first_published_on,
    published_on AS last_published_on
FROM observation_evidence
WHERE observation_evidence.rowid IN (SELECT evidence_place.place FROM evidence_place)
UNION ALL BY NAME
SELECT changed_evidence.* EXCLUDE (series_id, is_gone)
FROM changed_evidence
INNER JOIN share_observation ON share_observation.observation_id = changed_evidence.observation_id AND NOT share_observation.is_recounted;

CREATE OR REPLACE TEMP TABLE counted_print AS
WITH gone_on AS (
    SELECT stored_observation.observation_id, unnest(stored_observation.prints) AS print
    FROM stored_observation
    INNER JOIN share_observation
        ON share_observation.observation_id = stored_observation.observation_id AND NOT share_observation.is_recounted
)

SELECT observation_id, print.value, print.suspect, unnest(print.origins) AS origin FROM gone_on
UNION
SELECT observation_id, value, suspect, origin FROM counted_evidence;

CREATE OR REPLACE TEMP TABLE counted_observation AS
WITH by_value AS (
    SELECT observation_id, value, suspect, list(origin ORDER BY origin) AS origins
    FROM counted_print
    GROUP BY observation_id, value, suspect
),

values_printed AS (
    SELECT
        observation_id,
        list({'value': value, 'suspect': suspect, 'origins': origins} ORDER BY value, suspect) AS prints,
        (count(*) FILTER (NOT suspect))::INTEGER AS n_values,
        min(value) = max(value) AS is_of_one_value
    FROM by_value
    GROUP BY observation_id
),

sources AS (
    SELECT observation_id, count(DISTINCT origin)::INTEGER AS n_sources FROM counted_print GROUP BY observation_id
),

came AS (
    SELECT
        observation_id,
        max(preference) AS preference,
        sum(n_claims) AS n_claims,
        min(first_published_on) AS first_published_on,
        max(last_published_on) AS last_published_on
    FROM counted_evidence
    GROUP BY observation_id
)

SELECT
    came.observation_id,
    greatest(came.preference, stored.preference) AS preference,
    (came.n_claims + coalesce(stored.n_claims, 0))::INTEGER AS n_claims,
    sources.n_sources,
    values_printed.n_values,
    least(came.first_published_on, stored.first_published_on) AS first_published_on,
    greatest(came.last_published_on, stored.last_published_on) AS last_published_on,
    values_printed.prints,
    -- less preferred prints of the same value leave the choice as it is
    coalesce(values_printed.is_of_one_value AND stored.preference > came.preference, FALSE) AS is_settled
FROM came
INNER JOIN share_observation USING (observation_id)
INNER JOIN values_printed USING (observation_id)
INNER JOIN sources USING (observation_id)
LEFT JOIN stored_observation AS stored ON stored.observation_id = came.observation_id AND NOT share_observation.is_recounted;
