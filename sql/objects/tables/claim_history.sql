-- grain: one row per claim and stretch of time in which it stood so: the rows that a later load replaced or withdrew
CREATE TABLE claim_history AS
SELECT
    * EXCLUDE (series_id),
    NULL::TIMESTAMP AS recorded_to,  -- when it was replaced or withdrawn, UTC
    NULL::BOOLEAN AS withdrawn,  -- true where the later reading holds no claim at this place
    NULL::VARCHAR AS reason  -- why
FROM claim
WHERE false;
