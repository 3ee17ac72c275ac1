-- grain: one row per issue that was read since the last copy was made, and how often: what the checks of numbers look at
SELECT id AS issue_id, count(*) AS n FROM touched WHERE what = 'issue' GROUP BY id ORDER BY id;
