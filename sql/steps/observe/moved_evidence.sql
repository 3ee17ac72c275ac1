-- grain: one row per piece of evidence that came or went: written, and noted for what it touches; of what came also what the counts
-- need; a renewal counts everything anew
-- reads: added_evidence, changed_evidence, changed_phrase, outgoing_evidence, renewed_catalogue, stored_evidence
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
