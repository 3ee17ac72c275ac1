-- grain: one row per claim of the part at hand: evidence that changed is replaced, equal rows stay
-- makes: stored_evidence, outgoing_evidence, added_evidence
-- reads: incoming_evidence, part_issue
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
