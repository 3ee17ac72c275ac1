-- grain: one row per finding: one that vanished is closed, a new one opened, one that still holds stays
CREATE OR REPLACE TEMP TABLE open_finding AS
SELECT * EXCLUDE (found_at, closed_at) FROM finding WHERE closed_at IS NULL;

CREATE OR REPLACE TEMP TABLE closed_finding AS SELECT * FROM open_finding EXCEPT SELECT * FROM incoming_finding;

CREATE OR REPLACE TEMP TABLE added_finding AS SELECT * FROM incoming_finding EXCEPT SELECT * FROM open_finding;

UPDATE finding SET closed_at = (SELECT any_value(checked_at) FROM check_time)
FROM closed_finding
WHERE finding.closed_at IS NULL
    AND finding.rule = closed_finding.rule AND finding.subject = closed_finding.subject
    AND finding.subject_id = closed_finding.subject_id AND finding.about = closed_finding.about
    AND finding.severity = closed_finding.severity AND finding.reason = closed_finding.reason
    AND finding.suggested IS NOT DISTINCT FROM closed_finding.suggested;

INSERT INTO finding BY NAME
SELECT added_finding.*, check_time.checked_at AS found_at
FROM added_finding CROSS JOIN check_time
ORDER BY added_finding.rule, added_finding.subject_id;
