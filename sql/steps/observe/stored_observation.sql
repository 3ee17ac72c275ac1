-- grain: one row per touched observation of the share at hand that is stored
-- looked for twice in a large table, where what is touched lies anywhere: first the ids alone, then the rows by their places, so
-- that only the vectors that hold one are unpacked
-- makes: observation_place, stored_observation
-- reads: share_observation
CREATE OR REPLACE TEMP TABLE observation_place AS
SELECT observation.rowid AS place FROM observation SEMI JOIN share_observation USING (observation_id);

CREATE OR REPLACE TEMP TABLE stored_observation AS
SELECT observation.rowid AS place, observation.*
FROM observation
WHERE observation.rowid IN (SELECT observation_place.place FROM observation_place);
