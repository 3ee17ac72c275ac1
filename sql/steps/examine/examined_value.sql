-- grain: one row per examined observation and value printed of it as a fact, without doubt of the reading: what other numbers are held
-- against; claims that print the same are judged together
-- makes: examined_value
-- reads: examined_claim
CREATE OR REPLACE TEMP TABLE examined_value AS
SELECT
    observation_id,  -- the observation that prints it
    value_float AS value,  -- as printed
    count(*) AS n_claims,  -- how many claims print it
    any_value(measure) AS measure,  -- its series' measure
    any_value(kind) AS kind,  -- its indicator's kind
    any_value(months) AS months  -- length of its period; 0 for an instant
FROM examined_claim
WHERE modality = 'actual' AND value_high IS NULL AND NOT corrected AND NOT tentative AND value_float <> 0
GROUP BY observation_id, value_float;
