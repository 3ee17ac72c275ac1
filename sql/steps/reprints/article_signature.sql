-- grain: one row per signature of the refreshed issues: changed ones are replaced, equal ones stay; both are noted as moved
-- makes: outgoing_signature, added_signature, changed_signature
-- reads: incoming_signature, refreshed_issue
CREATE OR REPLACE TEMP TABLE outgoing_signature AS
SELECT article_signature.* FROM article_signature SEMI JOIN refreshed_issue USING (published_on, issue_id)
EXCEPT
SELECT * FROM incoming_signature;

CREATE OR REPLACE TEMP TABLE added_signature AS
SELECT * FROM incoming_signature
EXCEPT
SELECT article_signature.* FROM article_signature SEMI JOIN refreshed_issue USING (published_on, issue_id);

DELETE FROM article_signature
WHERE published_on IN (SELECT published_on FROM outgoing_signature) AND article_id IN (SELECT article_id FROM outgoing_signature);

INSERT INTO article_signature SELECT * FROM added_signature ORDER BY published_on, article_id;

CREATE OR REPLACE TEMP TABLE changed_signature AS SELECT * FROM outgoing_signature UNION SELECT * FROM added_signature;
