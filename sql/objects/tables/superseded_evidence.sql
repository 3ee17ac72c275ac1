-- grain: one row per claim of a text that its publisher changed since: which observation it spoke of, with the parts of its series,
-- for the series may stand no more
CREATE TABLE superseded_evidence AS
SELECT
    *,
    NULL::INTEGER AS version,  -- the text that printed it: that of superseded_article
    NULL::DATE AS valid_to,  -- the day on which the next text was seen
    NULL::VARCHAR AS indicator_id,  -- of the series: the catalogue's id, or NULL
    NULL::VARCHAR AS phrase,  -- of the series: the normalised phrase
    NULL::VARCHAR AS breakdown,  -- of the series
    NULL::VARCHAR AS entity,  -- of the series
    NULL::VARCHAR AS ref_area,  -- of the series
    NULL::VARCHAR AS measure,  -- of the series
    NULL::VARCHAR AS base,  -- of the series
    NULL::VARCHAR AS unit,  -- of the series
    NULL::VARCHAR AS modality  -- of the series
FROM observation_evidence
WHERE false;
