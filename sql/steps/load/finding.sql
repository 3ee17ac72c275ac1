-- grain: one row per finding: one that vanished is closed, a new one opened, one that still holds stays; where only some issues
-- were looked at, only findings of rules and claims within their reach can vanish
-- makes: open_finding, closed_finding, added_finding
-- reads: asked_rule, check_run, in_reach, incoming_finding
CREATE OR REPLACE TEMP TABLE open_finding AS
SELECT finding.* EXCLUDE (found_at, closed_at)
FROM finding
LEFT JOIN asked_rule USING (rule)
WHERE
    finding.closed_at IS NULL
    AND (
        (SELECT any_value(whole) FROM check_run) OR asked_rule.reach = 'warehouse'
        OR (asked_rule.reach = 'series' AND finding.subject_id IN (SELECT in_reach.subject_id FROM in_reach WHERE in_reach.reach = 'series'))
        OR (asked_rule.reach = 'article' AND finding.subject_id IN (SELECT in_reach.subject_id FROM in_reach WHERE in_reach.reach = 'article'))
    );

CREATE OR REPLACE TEMP TABLE closed_finding AS SELECT * FROM open_finding EXCEPT SELECT * FROM incoming_finding;

CREATE OR REPLACE TEMP TABLE added_finding AS SELECT * FROM incoming_finding EXCEPT SELECT * FROM open_finding;

UPDATE finding SET closed_at = (SELECT any_value(checked_at) FROM check_run)
FROM closed_finding
WHERE finding.closed_at IS NULL
    AND finding.rule = closed_finding.rule AND finding.subject = closed_finding.subject
    AND finding.subject_id = closed_finding.subject_id AND finding.about = closed_finding.about
    AND finding.severity = closed_finding.severity AND finding.reason = closed_finding.reason
    AND finding.suggested IS NOT DISTINCT FROM closed_finding.suggested
    AND finding.suggested_unit IS NOT DISTINCT FROM closed_finding.suggested_unit
    AND finding.evidence IS NOT DISTINCT FROM closed_finding.evidence;

INSERT INTO finding BY NAME
SELECT added_finding.*, check_run.checked_at AS found_at
FROM added_finding CROSS JOIN check_run
ORDER BY added_finding.rule, added_finding.subject_id;
