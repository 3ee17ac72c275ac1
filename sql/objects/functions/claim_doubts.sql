-- grain: one row per claim that open findings speak of: their rules and reasons, the gravest severity, and the one suggestion
-- that most of them make (of graver ones first); of the claims listed, or of all
CREATE OR REPLACE MACRO claim_doubts(claim_ids := NULL) AS TABLE
-- findings are many, those asked for few: found by their keys alone, then read whole by their places
WITH asked AS (
    SELECT unnest(list(rowid)) AS place
    FROM main.finding
    WHERE
        subject = 'claim' AND about = 'trust' AND closed_at IS NULL
        AND (claim_ids IS NULL OR subject_id IN (SELECT unnest(claim_ids::VARCHAR[])))
),

open_finding AS (SELECT * FROM main.finding WHERE rowid IN (SELECT place FROM asked)),

suggestions AS (
    SELECT subject_id, suggested, suggested_unit, min(severity) AS severity, count(*) AS n, min(rule) AS rule
    FROM open_finding
    WHERE suggested IS NOT NULL
    GROUP BY subject_id, suggested, suggested_unit
),

chosen AS (
    SELECT * FROM suggestions QUALIFY row_number() OVER (PARTITION BY subject_id ORDER BY severity, n DESC, rule) = 1
),

told AS (
    SELECT
        subject_id,
        min(severity) AS severity,
        list(rule ORDER BY rule) AS findings,
        list(reason ORDER BY rule, reason) AS reasons,
        list_sort(list_distinct(flatten(list(evidence)))) AS evidence
    FROM open_finding
    GROUP BY subject_id
)

SELECT
    told.subject_id AS claim_id,
    told.severity,
    told.findings,
    told.reasons,
    chosen.suggested,
    chosen.suggested_unit,
    told.evidence
FROM told
LEFT JOIN chosen USING (subject_id);
