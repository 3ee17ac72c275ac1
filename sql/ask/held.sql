-- grain: one row: what the copy holds, in numbers
SELECT
    (SELECT count(*) FROM main.claim) AS claims,
    (SELECT count(*) FROM main.article) AS articles,
    (SELECT count(*) FROM main.series) AS series,
    (SELECT count(DISTINCT issue.source_id) FROM main.issue AS issue) AS sources,
    (SELECT max(issue.published_on) FROM main.issue AS issue WHERE issue.n_claims > 0) AS last;
