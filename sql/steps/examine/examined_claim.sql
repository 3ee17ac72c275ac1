-- grain: one row per claim of an examined series, with its series' parts and its period in months; findings play no part
-- here, so that checking twice is checking once
-- makes: examined_claim
-- reads: examined_series
CREATE OR REPLACE TEMP TABLE examined_claim AS
SELECT
    proof.claim_id,
    proof.observation_id,
    proof.issue_id,
    proof.source_id,
    proof.published_on,
    proof.period_start,
    proof.period_end,
    proof.value,
    proof.value_high,
    proof.qualifier,
    proof.corrected,
    examined_series.*,
    year(proof.period_end) * 12 + month(proof.period_end) AS end_month,  -- months since the year 0 at which its period ends
    -- a level of a state has no length: what it was on a day
    CASE WHEN proof.period_start IS NULL THEN 0 ELSE datediff('month', proof.period_start, proof.period_end) + 1 END AS months,  -- length of its period; 0 for an instant
    proof.value::DOUBLE AS value_float,  -- the value, made a float once: of a wide decimal that takes longer than to read it
    proof.tentative  -- whether what was read may not be what is printed
FROM observation_evidence AS proof
INNER JOIN examined_series USING (series_id);
