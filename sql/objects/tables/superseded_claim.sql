-- grain: one row per claim of a text that its publisher changed since: what that text printed
CREATE TABLE superseded_claim AS
SELECT
    * EXCLUDE (series_id, code_version, recorded_from),
    NULL::INTEGER AS version,  -- the text that printed it: that of superseded_article
    NULL::DATE AS valid_from,  -- since when that text was known
    NULL::DATE AS valid_to  -- the day on which the next text was seen
FROM claim
WHERE false;
