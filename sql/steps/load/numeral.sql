-- grain: one row per numeral of the issue being loaded: vanished rows go, new ones come, equal ones stay
-- makes: outgoing_numeral, added_numeral
-- reads: incoming_issue, incoming_numeral
CREATE OR REPLACE TEMP TABLE outgoing_numeral AS
WITH stored AS (SELECT numeral.* FROM numeral SEMI JOIN incoming_issue USING (published_on, issue_id))

SELECT * FROM stored EXCEPT SELECT * FROM incoming_numeral;

CREATE OR REPLACE TEMP TABLE added_numeral AS
WITH stored AS (SELECT numeral.* FROM numeral SEMI JOIN incoming_issue USING (published_on, issue_id))

SELECT * FROM incoming_numeral EXCEPT SELECT * FROM stored;

DELETE FROM numeral USING outgoing_numeral AS gone
WHERE numeral.published_on = gone.published_on AND numeral.issue_id = gone.issue_id
    AND numeral.char_start = gone.char_start AND numeral.char_end = gone.char_end
    AND numeral.article_id IS NOT DISTINCT FROM gone.article_id AND numeral.text = gone.text AND numeral.outcome = gone.outcome;

INSERT INTO numeral SELECT * FROM added_numeral ORDER BY article_id NULLS FIRST, char_start;
