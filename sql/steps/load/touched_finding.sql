-- grain: one row per finding that came or went; one that doubts a value is told apart
-- reads: added_finding, closed_finding
INSERT INTO touched
SELECT
    'finding' AS what,
    moved.subject_id AS id,
    NULL AS published_on,
    CASE WHEN moved.about = 'trust' AND moved.severity = 'error' THEN 'a doubt ' ELSE 'a finding ' END || moved.move AS why
FROM (SELECT *, 'came' AS move FROM added_finding UNION ALL SELECT *, 'went' AS move FROM closed_finding) AS moved;
