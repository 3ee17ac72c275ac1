-- grain: one row per indicator of the catalogue: changed rows are replaced, equal ones stay
-- makes: outgoing_indicator, added_indicator, renewed_catalogue
-- reads: incoming_indicator
CREATE OR REPLACE TEMP TABLE outgoing_indicator AS SELECT * FROM indicator EXCEPT SELECT * FROM incoming_indicator;

CREATE OR REPLACE TEMP TABLE added_indicator AS SELECT * FROM incoming_indicator EXCEPT SELECT * FROM indicator;

DELETE FROM indicator WHERE indicator_id IN (SELECT indicator_id FROM outgoing_indicator);

INSERT INTO indicator SELECT * FROM added_indicator ORDER BY indicator_id;

CREATE OR REPLACE TEMP TABLE renewed_catalogue AS SELECT TRUE AS renewed;
