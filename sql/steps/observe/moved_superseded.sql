-- grain: one row per claim of the part at hand whose text was changed since: evidence that changed is replaced, equal rows stay
-- makes: outgoing_superseded_evidence, added_superseded_evidence
-- reads: incoming_superseded_evidence, part_issue
CREATE OR REPLACE TEMP TABLE outgoing_superseded_evidence AS
WITH stored AS (SELECT superseded_evidence.* FROM superseded_evidence SEMI JOIN part_issue USING (published_on, issue_id))

SELECT * FROM stored EXCEPT SELECT * FROM incoming_superseded_evidence;

CREATE OR REPLACE TEMP TABLE added_superseded_evidence AS
WITH stored AS (SELECT superseded_evidence.* FROM superseded_evidence SEMI JOIN part_issue USING (published_on, issue_id))

SELECT * FROM incoming_superseded_evidence EXCEPT SELECT * FROM stored;

DELETE FROM superseded_evidence USING outgoing_superseded_evidence AS gone
WHERE superseded_evidence.published_on = gone.published_on AND superseded_evidence.claim_id = gone.claim_id
    AND superseded_evidence.version = gone.version;

INSERT INTO superseded_evidence SELECT * FROM added_superseded_evidence ORDER BY published_on, claim_id, version;
