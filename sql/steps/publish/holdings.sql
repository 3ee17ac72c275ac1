-- grain: one row: the ids of all sources and issues, and how many claims there are, for telling what a copy would lose
SELECT
    (SELECT coalesce(list(source_id), []) FROM source) AS sources,
    (SELECT coalesce(list(issue_id), []) FROM issue) AS issues,
    (SELECT count(*) FROM claim) AS n_claims;
