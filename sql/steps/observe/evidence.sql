-- grain: one row per claim of the part at hand: evidence that changed is replaced, equal rows stay; what it touches is noted,
-- and of what came what the counts need; a renewal counts everything anew
-- makes: stored_evidence, outgoing_evidence, added_evidence
-- reads: changed_evidence, changed_phrase, incoming_evidence, keyed_claim, part_issue, renewed_catalogue, told_series
CREATE OR REPLACE TEMP TABLE stored_evidence AS
SELECT observation_evidence.rowid AS place, observation_evidence.*
FROM observation_evidence SEMI JOIN part_issue USING (published_on, issue_id);

CREATE OR REPLACE TEMP TABLE outgoing_evidence AS
WITH stored AS (SELECT * EXCLUDE (place) FROM stored_evidence)

SELECT stored.*
FROM stored ANTI JOIN incoming_evidence AS incoming ON incoming.claim_id = stored.claim_id AND incoming IS NOT DISTINCT FROM stored;

CREATE OR REPLACE TEMP TABLE added_evidence AS
WITH stored AS (SELECT * EXCLUDE (place) FROM stored_evidence)

SELECT incoming.*
FROM incoming_evidence AS incoming ANTI JOIN stored ON stored.claim_id = incoming.claim_id AND stored IS NOT DISTINCT FROM incoming;

DELETE FROM observation_evidence
WHERE rowid IN (SELECT stored_evidence.place FROM stored_evidence SEMI JOIN outgoing_evidence USING (claim_id));

INSERT INTO observation_evidence SELECT * FROM added_evidence ORDER BY published_on, claim_id;

INSERT INTO changed_evidence
SELECT
    observation_id,
    series_id,
    FALSE AS is_gone,
    value,
    origin,
    suspect,
    max(preference) AS preference,
    count(*) AS n_claims,
    min(published_on) AS first_published_on,
    max(published_on) AS last_published_on
FROM added_evidence
WHERE NOT EXISTS (FROM renewed_catalogue)
GROUP BY observation_id, series_id, value, origin, suspect;

INSERT INTO changed_evidence BY NAME SELECT DISTINCT observation_id, series_id, TRUE AS is_gone FROM outgoing_evidence;

INSERT INTO changed_phrase
SELECT series_id, indicator, count(*) AS n_claims FROM added_evidence GROUP BY ALL
UNION ALL
SELECT series_id, indicator, -count(*) AS n_claims FROM outgoing_evidence GROUP BY ALL;

-- the parts of the series' keys, as the claims at hand tell them
INSERT INTO told_series
SELECT DISTINCT ON (keyed_claim.series_id)
    keyed_claim.series_id,
    keyed_claim.indicator_id,
    keyed_claim.phrase,
    keyed_claim.breakdown,
    keyed_claim.entity,
    keyed_claim.ref_area,
    keyed_claim.measure,
    keyed_claim.base,
    keyed_claim.unit,
    keyed_claim.modality,
    keyed_claim.share_part,
    keyed_claim.share_whole
FROM keyed_claim
SEMI JOIN (SELECT series_id FROM added_evidence UNION ALL SELECT series_id FROM outgoing_evidence) AS moved USING (series_id)
ANTI JOIN told_series USING (series_id);
