-- grain: one row per source with issues that the table source does not describe
-- about: integrity
-- severity: warn
SELECT DISTINCT
    'source' AS subject,
    issue.source_id AS subject_id,
    'the paper has issues but no name: describe it with the sources' AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM issue ANTI JOIN source USING (source_id);
