-- grain: one row per refreshed claim: evidence that changed is replaced, equal rows stay; what it touches is noted
CREATE OR REPLACE TEMP TABLE outgoing_evidence AS
WITH stored AS (SELECT observation_evidence.* FROM observation_evidence SEMI JOIN refreshed_issue USING (published_on, issue_id))

SELECT * FROM stored EXCEPT SELECT * FROM incoming_evidence;

CREATE OR REPLACE TEMP TABLE added_evidence AS
WITH stored AS (SELECT observation_evidence.* FROM observation_evidence SEMI JOIN refreshed_issue USING (published_on, issue_id))

SELECT * FROM incoming_evidence EXCEPT SELECT * FROM stored;

DELETE FROM observation_evidence
WHERE published_on IN (SELECT published_on FROM outgoing_evidence) AND claim_id IN (SELECT claim_id FROM outgoing_evidence);

INSERT INTO observation_evidence SELECT * FROM added_evidence ORDER BY claim_id;

CREATE OR REPLACE TEMP TABLE touched_observation AS
SELECT observation_id, series_id FROM outgoing_evidence UNION SELECT observation_id, series_id FROM added_evidence;
