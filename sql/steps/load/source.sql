-- grain: one row per described source: changed rows are replaced, equal ones stay; one that stands twice (in a lake, where a killed writer's
-- last commit can come after its locks are gone) is written anew
-- makes: changed_source
-- reads: incoming_source
CREATE OR REPLACE TEMP TABLE changed_source AS
SELECT * FROM incoming_source
EXCEPT
SELECT * FROM source WHERE source_id IN (SELECT source_id FROM source GROUP BY source_id HAVING count(*) = 1);

DELETE FROM source WHERE source_id IN (SELECT source_id FROM changed_source);

INSERT INTO source SELECT * FROM changed_source ORDER BY source_id;
