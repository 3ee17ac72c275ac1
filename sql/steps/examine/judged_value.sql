-- grain: one row per examined value and other number, as in `reference`, side by side
-- makes: judged_value
-- reads: examined_value, reference
CREATE OR REPLACE TEMP TABLE judged_value AS
SELECT
    reference.subject,  -- the row of `examined_value`
    subjects.observation_id,  -- the observation that prints the value
    subjects.measure,  -- its series' measure
    subjects.value,  -- as printed
    reference.value AS other_value,  -- what the value should be, in its unit
    reference.weight,  -- how much it counts
    reference.spread,  -- how far off it may be, in powers of ten
    reference.slack,  -- how far off it may be, in the unit
    reference.rowid AS place,  -- the row of `reference`
    CASE WHEN reference.slack IS NULL AND subjects.value * reference.value > 0 THEN log10(subjects.value / reference.value) END AS tens  -- how far it is off, in powers of ten
FROM reference INNER JOIN examined_value AS subjects ON subjects.rowid = reference.subject;
