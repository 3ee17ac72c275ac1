-- grain: one row per series and phrase printed for it: the counts go up and down with the evidence that came and went
-- makes: stored_phrase, counted_phrase
-- reads: changed_phrase, touched_series
CREATE OR REPLACE TEMP TABLE stored_phrase AS
SELECT series_phrase.rowid AS place, series_phrase.*
FROM series_phrase SEMI JOIN touched_series USING (series_id);

CREATE OR REPLACE TEMP TABLE counted_phrase AS
WITH moves AS (SELECT series_id, indicator, sum(n_claims) AS n_claims FROM changed_phrase GROUP BY ALL)

SELECT
    stored_phrase.place,
    coalesce(stored_phrase.series_id, moves.series_id) AS series_id,
    coalesce(stored_phrase.indicator, moves.indicator) AS indicator,
    coalesce(stored_phrase.n_claims, 0) AS n_before,
    (coalesce(stored_phrase.n_claims, 0) + coalesce(moves.n_claims, 0))::BIGINT AS n_claims
FROM stored_phrase FULL JOIN moves ON moves.series_id = stored_phrase.series_id AND moves.indicator = stored_phrase.indicator;

DELETE FROM series_phrase WHERE rowid IN (SELECT place FROM counted_phrase WHERE n_claims <> n_before);

INSERT INTO series_phrase
SELECT series_id, indicator, n_claims FROM counted_phrase WHERE n_claims > 0 AND n_claims <> n_before ORDER BY ALL;
