-- grain: one row per examined observation, as in examined_period, without the claims that are off by a power of ten: what the
-- other checks compare with, so that one slip is told once
-- makes: settled_period
-- reads: examined_claim, factor_doubt
CREATE OR REPLACE TEMP VIEW settled_claim AS FROM examined_claim ANTI JOIN factor_doubt USING (claim_id);

CREATE OR REPLACE TEMP TABLE settled_period AS FROM period_of('settled_claim');

DROP VIEW settled_claim;
