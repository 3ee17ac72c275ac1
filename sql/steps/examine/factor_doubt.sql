-- grain: one row per claim that is off by a power of ten from what at least two others say, and that fewer say is right
-- makes: factor_doubt
-- reads: factor_vote
CREATE OR REPLACE TEMP TABLE factor_doubt AS
SELECT *
FROM factor_vote
WHERE votes >= 2
QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY votes DESC, abs(power), power) = 1;
