-- grain: one row per observation whose evidence moved, with the share of the work that it belongs to, of about $size observations:
-- where evidence only came, its counts go on from what is stored; where some went, they are made anew
-- makes: touched_observation
-- reads: changed_evidence
CREATE OR REPLACE TEMP TABLE touched_observation AS
WITH touched AS (
    SELECT observation_id, any_value(series_id) AS series_id, bool_or(is_gone) AS is_recounted
    FROM changed_evidence
    GROUP BY observation_id
),

counted AS (SELECT count(*) // $size + 1 AS n_shares FROM touched)

SELECT touched.*, (touched.observation_id % counted.n_shares)::INTEGER AS share
FROM touched CROSS JOIN counted;
