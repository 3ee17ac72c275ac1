-- grain: one row per finding: a warning about one claim in fifty, as the checks would leave it; none of them doubts a value
INSERT INTO finding BY NAME
SELECT
    'jump_in_series' AS rule, 'trust' AS about, 'warn' AS severity, 'claim' AS subject, claim_id AS subject_id,
    '与上月相比变化过大，请核对原文' AS reason, value / 10 AS suggested, [claim_id] AS evidence, TIMESTAMP '2026-01-02' AS found_at
FROM claim
WHERE hash(claim_id) % 50 = 0
ORDER BY published_on, claim_id;
