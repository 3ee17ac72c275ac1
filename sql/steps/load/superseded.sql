-- grain: one row per text, and per claim, that the issue being loaded printed before its publisher changed it: vanished rows go, new
-- ones come, equal ones stay
-- makes: outgoing_superseded, added_superseded, outgoing_superseded_claim, added_superseded_claim
-- reads: incoming_issue, incoming_superseded, incoming_superseded_claim
CREATE OR REPLACE TEMP TABLE outgoing_superseded AS
WITH stored AS (SELECT superseded_article.* FROM superseded_article SEMI JOIN incoming_issue USING (published_on, issue_id))

SELECT * FROM stored EXCEPT SELECT * FROM incoming_superseded;

CREATE OR REPLACE TEMP TABLE added_superseded AS
WITH stored AS (SELECT superseded_article.* FROM superseded_article SEMI JOIN incoming_issue USING (published_on, issue_id))

SELECT * FROM incoming_superseded EXCEPT SELECT * FROM stored;

DELETE FROM superseded_article USING outgoing_superseded AS gone
WHERE superseded_article.published_on = gone.published_on AND superseded_article.article_id = gone.article_id
    AND superseded_article.version = gone.version;

INSERT INTO superseded_article SELECT * FROM added_superseded ORDER BY article_id, version;

CREATE OR REPLACE TEMP TABLE outgoing_superseded_claim AS
WITH stored AS (SELECT superseded_claim.* FROM superseded_claim SEMI JOIN incoming_issue USING (published_on, issue_id))

SELECT * FROM stored EXCEPT SELECT * FROM incoming_superseded_claim;

CREATE OR REPLACE TEMP TABLE added_superseded_claim AS
WITH stored AS (SELECT superseded_claim.* FROM superseded_claim SEMI JOIN incoming_issue USING (published_on, issue_id))

SELECT * FROM incoming_superseded_claim EXCEPT SELECT * FROM stored;

DELETE FROM superseded_claim USING outgoing_superseded_claim AS gone
WHERE superseded_claim.published_on = gone.published_on AND superseded_claim.claim_id = gone.claim_id
    AND superseded_claim.version = gone.version;

INSERT INTO superseded_claim SELECT * FROM added_superseded_claim ORDER BY article_id, version, char_start;

-- how many texts came or went
SELECT count(*) FROM (FROM outgoing_superseded UNION ALL FROM added_superseded) AS moved;
