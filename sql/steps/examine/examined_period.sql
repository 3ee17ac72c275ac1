-- grain: one row per examined observation of a fact that was printed as one number
-- makes: examined_period
CREATE OR REPLACE TEMP TABLE examined_period AS FROM period_of('examined_claim');
