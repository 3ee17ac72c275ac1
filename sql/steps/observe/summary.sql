-- grain: one row: what the refresh looked at and what it changed
-- reads: changed_observation, refreshed_issue, refreshed_part
SELECT
    (SELECT count(*) FROM refreshed_issue) AS issues,
    (SELECT coalesce(sum(n_claims), 0)::BIGINT FROM refreshed_part) AS claims,
    count(*) FILTER (move = 'added') AS added,
    count(*) FILTER (move = 'changed') AS changed,
    count(*) FILTER (move = 'removed') AS removed
FROM changed_observation;
