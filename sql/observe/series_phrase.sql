-- grain: one row per series and phrase printed for it: the counts go up and down with the evidence that came and went
CREATE OR REPLACE TEMP TABLE changed_phrase AS
WITH moves AS (
    SELECT series_id, indicator, count(*) AS n_claims FROM added_evidence GROUP BY ALL
    UNION ALL
    SELECT series_id, indicator, -count(*) AS n_claims FROM outgoing_evidence GROUP BY ALL
)

SELECT moves.series_id, moves.indicator, sum(moves.n_claims)::BIGINT AS n_claims
FROM moves
GROUP BY ALL
HAVING sum(moves.n_claims) <> 0;

CREATE OR REPLACE TEMP TABLE counted_phrase AS
SELECT changed_phrase.series_id, changed_phrase.indicator, changed_phrase.n_claims + coalesce(series_phrase.n_claims, 0) AS n_claims
FROM changed_phrase LEFT JOIN series_phrase USING (series_id, indicator);

DELETE FROM series_phrase USING changed_phrase AS gone
WHERE series_phrase.series_id = gone.series_id AND series_phrase.indicator = gone.indicator;

INSERT INTO series_phrase SELECT * FROM counted_phrase WHERE n_claims > 0 ORDER BY ALL;
