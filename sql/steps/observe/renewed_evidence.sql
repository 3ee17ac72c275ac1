-- grain: one row per observation: after a renewal all are touched, for the rules of the choice may be others too
-- reads: changed_evidence
INSERT INTO changed_evidence BY NAME SELECT DISTINCT observation_id, series_id, TRUE AS is_gone FROM observation_evidence;
