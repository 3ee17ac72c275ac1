-- grain: one row per finding of the checks that are being run, as they put it down
-- makes: incoming_finding
CREATE OR REPLACE TEMP TABLE incoming_finding AS SELECT * EXCLUDE (found_at, closed_at) FROM finding LIMIT 0;
