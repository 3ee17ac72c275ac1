-- grain: one row per finding of trust that was put down, that is open with the same words, and that rests on no claim touched since the
-- readers' copy was made: it weighs what it weighed. None where all is weighed anew, or nothing tells what was touched
-- makes: weighed_before
-- reads: incoming_finding
CREATE OR REPLACE TEMP TABLE weighed_before AS
WITH touched_claim AS (SELECT DISTINCT id AS claim_id FROM touched WHERE what IN ('claim', 'observation_evidence')),

told AS (
    SELECT rowid AS place, rule, severity, subject_id, reason, suggested, suggested_unit, coalesce(evidence, []) AS evidence
    FROM incoming_finding
    WHERE about = 'trust' AND subject = 'claim' AND NOT $anew AND EXISTS (FROM warehouse_state WHERE name = 'copy')
),

grounds AS (
    SELECT place, subject_id AS claim_id FROM told
    UNION ALL
    SELECT place, unnest(evidence) AS claim_id FROM told
)

SELECT told.place, finding.confidence, finding.one_article, finding.suggested_unit
FROM told
INNER JOIN finding
    ON finding.subject_id = told.subject_id AND finding.rule = told.rule AND finding.reason = told.reason
    -- an error that its grounds made a warning is weighed again: its rule may have been a warning's then
    AND finding.severity = told.severity
    AND finding.suggested IS NOT DISTINCT FROM told.suggested
    AND coalesce(finding.evidence, []) = told.evidence
    AND (told.suggested_unit IS NULL OR finding.suggested_unit = told.suggested_unit)
WHERE
    finding.closed_at IS NULL AND finding.about = 'trust' AND finding.subject = 'claim'
    AND told.place NOT IN (SELECT grounds.place FROM grounds SEMI JOIN touched_claim USING (claim_id));
