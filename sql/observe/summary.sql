-- grain: one row: what the refresh looked at and what it changed
SELECT
    (SELECT count(*) FROM refreshed_issue) AS issues,
    (SELECT count(*) FROM incoming_evidence) AS claims,
    (SELECT count(*) FROM added_observation ANTI JOIN outgoing_observation USING (observation_id)) AS added,
    (SELECT count(*) FROM added_observation SEMI JOIN outgoing_observation USING (observation_id)) AS changed,
    (SELECT count(*) FROM outgoing_observation ANTI JOIN added_observation USING (observation_id)) AS removed;
