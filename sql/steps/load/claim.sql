-- grain: one row per claim of the issue being loaded: changed and vanished rows go to history, new ones come, equal ones stay
-- makes: outgoing_claim, added_claim
-- reads: incoming_claim, incoming_issue
CREATE OR REPLACE TEMP TABLE outgoing_claim AS
WITH stored AS (SELECT claim.* FROM claim SEMI JOIN incoming_issue USING (published_on, issue_id)),

kept AS (SELECT * EXCLUDE (series_id, code_version, recorded_from) FROM stored INTERSECT SELECT * FROM incoming_claim)

SELECT stored.*, stored.claim_id NOT IN (SELECT claim_id FROM incoming_claim) AS withdrawn
FROM stored ANTI JOIN kept USING (claim_id);

INSERT INTO claim_history BY NAME
SELECT outgoing_claim.* EXCLUDE (series_id), incoming_issue.recorded_at AS recorded_to, incoming_issue.reason
FROM outgoing_claim CROSS JOIN incoming_issue
ORDER BY article_id, char_start;

DELETE FROM claim
WHERE published_on IN (SELECT published_on FROM incoming_issue) AND claim_id IN (SELECT claim_id FROM outgoing_claim);

CREATE OR REPLACE TEMP TABLE added_claim AS
WITH stored AS (SELECT claim.claim_id FROM claim SEMI JOIN incoming_issue USING (published_on, issue_id))

SELECT incoming_claim.* FROM incoming_claim ANTI JOIN stored USING (claim_id);

INSERT INTO claim BY NAME
SELECT added_claim.*, incoming_issue.code_version, incoming_issue.recorded_at AS recorded_from
FROM added_claim CROSS JOIN incoming_issue
ORDER BY article_id, char_start;
