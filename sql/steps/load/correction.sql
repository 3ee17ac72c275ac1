-- grain: one row per declared correction: changed and vanished rows go, new ones come; issues whose values they touch wait
-- makes: declared_correction, touched_correction
-- reads: placed_correction
CREATE OR REPLACE TEMP TABLE declared_correction AS
SELECT claim_id, quote, printed, value, reason, decided_on FROM placed_correction;

CREATE OR REPLACE TEMP TABLE touched_correction AS
WITH gone AS (SELECT * FROM correction EXCEPT SELECT * FROM declared_correction),

come AS (SELECT * FROM declared_correction EXCEPT SELECT * FROM correction)

SELECT claim_id FROM gone UNION SELECT claim_id FROM come;

DELETE FROM correction WHERE claim_id IN (SELECT claim_id FROM touched_correction);

INSERT INTO correction SELECT declared_correction.* FROM declared_correction SEMI JOIN touched_correction USING (claim_id) ORDER BY claim_id;

INSERT INTO pending_issue
SELECT DISTINCT claim.issue_id
FROM claim SEMI JOIN touched_correction USING (claim_id) ANTI JOIN pending_issue USING (issue_id);
