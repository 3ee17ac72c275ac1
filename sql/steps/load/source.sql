-- grain: one row per described source: changed rows are replaced, equal ones stay
CREATE OR REPLACE TEMP TABLE changed_source AS SELECT * FROM incoming_source EXCEPT SELECT * FROM source;

DELETE FROM source WHERE source_id IN (SELECT source_id FROM changed_source);

INSERT INTO source SELECT * FROM changed_source ORDER BY source_id;

DROP TABLE incoming_source;

DROP TABLE changed_source;
