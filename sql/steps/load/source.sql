-- grain: one row per described source: changed rows are replaced, equal ones stay
-- makes: changed_source
-- reads: incoming_source
CREATE OR REPLACE TEMP TABLE changed_source AS SELECT * FROM incoming_source EXCEPT SELECT * FROM source;

DELETE FROM source WHERE source_id IN (SELECT source_id FROM changed_source);

INSERT INTO source SELECT * FROM changed_source ORDER BY source_id;
