-- grain: one row: how many claims, observations and pieces of evidence were touched, and how many there are
SELECT
    (SELECT count(*) FROM touched WHERE what IN ('claim', 'observation', 'observation_evidence')) AS n_touched,
    (SELECT count(*) FROM claim) + (SELECT count(*) FROM observation) + (SELECT count(*) FROM observation_evidence) AS n_held;
