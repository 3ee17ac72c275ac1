-- grain: one row per refreshed claim whose series is another than it was: the claim is told its series, found by its place
-- makes: moved_claim
-- reads: keyed_claim, refreshed_claim
CREATE OR REPLACE TEMP TABLE moved_claim AS
SELECT refreshed_claim.place, keyed_claim.series_id
FROM keyed_claim
INNER JOIN refreshed_claim ON refreshed_claim.place = keyed_claim.place
WHERE refreshed_claim.series_id IS DISTINCT FROM keyed_claim.series_id;

UPDATE claim SET series_id = moved_claim.series_id
FROM moved_claim
WHERE claim.rowid = moved_claim.place;
