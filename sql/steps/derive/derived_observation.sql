-- grain: one row per derivation: rows that hold no more go, new ones come, equal ones stay
-- makes: outgoing_derived, added_derived
-- reads: incoming_derived
CREATE OR REPLACE TEMP TABLE outgoing_derived AS SELECT * FROM derived_observation EXCEPT SELECT * FROM incoming_derived;

CREATE OR REPLACE TEMP TABLE added_derived AS SELECT * FROM incoming_derived EXCEPT SELECT * FROM derived_observation;

DELETE FROM derived_observation WHERE derived_id IN (SELECT derived_id FROM outgoing_derived);

INSERT INTO derived_observation SELECT * FROM added_derived ORDER BY series_id, period_end, derived_id;
