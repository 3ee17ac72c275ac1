-- grain: one row per series that only superseded texts spoke of: a correction took its last claim
CREATE OR REPLACE VIEW former_series AS
WITH evidence AS (FROM main.superseded_evidence),

series AS (FROM main.series)

SELECT
    evidence.series_id,
    any_value(evidence.indicator_id) AS indicator_id,
    any_value(evidence.phrase) AS phrase,
    min(evidence.indicator) AS name,  -- of the phrases printed for it the first in the alphabet
    any_value(evidence.breakdown) AS breakdown,
    any_value(evidence.entity) AS entity,
    any_value(evidence.ref_area) AS ref_area,
    any_value(evidence.measure) AS measure,
    any_value(evidence.base) AS base,
    any_value(evidence.unit) AS unit,
    any_value(evidence.modality) AS modality
FROM evidence ANTI JOIN series USING (series_id)
GROUP BY evidence.series_id;
