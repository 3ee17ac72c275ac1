-- grain: one row per derivation at hand: rows that hold no more go, new ones come, equal ones stay
-- makes: derived_place, stored_derived, outgoing_derived, added_derived
-- reads: derive_run, incoming_derived, resting_derived, touched_whole
CREATE OR REPLACE TEMP TABLE derived_place AS
WITH keyed AS (
    SELECT rowid AS place, rule, derived_id, coalesce(indicator_id, phrase) AS indicator_key FROM derived_observation
)

SELECT place FROM keyed WHERE (SELECT any_value(whole) FROM derive_run)
UNION
SELECT place FROM keyed SEMI JOIN touched_whole USING (indicator_key) WHERE rule = 'whole_of_share'
UNION
SELECT place FROM keyed SEMI JOIN resting_derived USING (derived_id);

CREATE OR REPLACE TEMP TABLE stored_derived AS
SELECT * FROM derived_observation WHERE derived_observation.rowid IN (SELECT derived_place.place FROM derived_place);

CREATE OR REPLACE TEMP TABLE outgoing_derived AS SELECT * FROM stored_derived EXCEPT SELECT * FROM incoming_derived;

CREATE OR REPLACE TEMP TABLE added_derived AS SELECT * FROM incoming_derived EXCEPT SELECT * FROM stored_derived;

DELETE FROM derived_observation WHERE derived_id IN (SELECT derived_id FROM outgoing_derived);

INSERT INTO derived_observation SELECT * FROM added_derived ORDER BY series_id, period_end, derived_id;
