-- grain: one row per claim that is off by a power of ten from what at least two others say, and that fewer say is right
-- makes: factor_doubt
-- reads: factor_vote
CREATE OR REPLACE TEMP TABLE factor_doubt AS
WITH best AS (
    SELECT *
    FROM factor_vote
    WHERE power <> 0
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY votes DESC, abs(power), power) = 1
),

as_printed AS (SELECT claim_id, votes FROM factor_vote WHERE power = 0)

SELECT best.*
FROM best
LEFT JOIN as_printed USING (claim_id)
WHERE best.votes >= 2 AND best.votes > coalesce(as_printed.votes, 0);
