-- grain: one row per examined value that at least two others say is right as printed
-- makes: agreed_value
-- reads: judged_value
CREATE OR REPLACE TEMP TABLE agreed_value AS
SELECT
    subject,  -- the row of `examined_value`
    any_value(observation_id) AS observation_id,  -- the observation that prints it
    any_value(value) AS value,  -- as printed
    sum(weight) AS votes  -- the weight of all that says so
FROM judged_value
WHERE CASE WHEN slack IS NULL THEN abs(tens) <= spread ELSE abs(value - other_value) <= slack END
GROUP BY subject
HAVING votes >= 2;
