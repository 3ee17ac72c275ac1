-- grain: one row per relation of the catalogue, and one per usual share: both tables are written anew, they are short
-- reads: incoming_relation, incoming_usual_share
DELETE FROM indicator_relation;

INSERT INTO indicator_relation SELECT * FROM incoming_relation ORDER BY ALL;

DELETE FROM usual_share;

INSERT INTO usual_share SELECT * FROM incoming_usual_share ORDER BY ALL;
