-- grain: one row per touched series: its counts go on from what is stored by the observations that came and went, and are made
-- anew where one went; a series without observations goes, equal rows stay
-- makes: incoming_series, outgoing_series, added_series
-- reads: changed_observation, counted_phrase, stored_series, touched_series
CREATE OR REPLACE TEMP TABLE incoming_series AS
WITH moves AS (
    SELECT
        series_id,
        count(*) FILTER (move = 'added') AS n_added,
        bool_or(move = 'removed') AS is_recounted,
        min(period_end) FILTER (move = 'added') AS first_period_end,
        max(period_end) FILTER (move = 'added') AS last_period_end
    FROM changed_observation
    GROUP BY series_id
),

recounted AS (
    SELECT
        observation.series_id,
        count(*) AS n_observations,
        min(observation.period_end) AS first_period_end,
        max(observation.period_end) AS last_period_end
    FROM observation SEMI JOIN moves ON moves.series_id = observation.series_id AND moves.is_recounted
    GROUP BY observation.series_id
),

gone_on AS (
    SELECT
        touched_series.series_id,
        coalesce(stored_series.n_observations, 0) + coalesce(moves.n_added, 0) AS n_observations,
        least(stored_series.first_period_end, moves.first_period_end) AS first_period_end,
        greatest(stored_series.last_period_end, moves.last_period_end) AS last_period_end
    FROM touched_series
    LEFT JOIN stored_series USING (series_id)
    LEFT JOIN moves USING (series_id)
    WHERE NOT coalesce(moves.is_recounted, FALSE)
),

counted AS (FROM gone_on UNION ALL BY NAME FROM recounted),

-- the phrase printed most often, of those the shortest; the last word has the alphabet, so that the order of loading never has
called AS (
    SELECT counted_phrase.series_id, counted_phrase.indicator AS name
    FROM counted_phrase
    WHERE counted_phrase.n_claims > 0
    QUALIFY row_number() OVER (
        PARTITION BY counted_phrase.series_id
        ORDER BY counted_phrase.n_claims DESC, length(counted_phrase.indicator), counted_phrase.indicator
    ) = 1
)

SELECT
    touched_series.series_id,
    touched_series.indicator_id,
    touched_series.phrase,
    CASE WHEN touched_series.indicator_id IS NULL THEN called.name END AS name,
    touched_series.breakdown,
    touched_series.entity,
    touched_series.ref_area,
    touched_series.measure,
    touched_series.base,
    touched_series.unit,
    touched_series.modality,
    touched_series.share_part,
    touched_series.share_whole,
    counted.n_observations::INTEGER AS n_observations,
    counted.first_period_end,
    counted.last_period_end
FROM touched_series
INNER JOIN counted USING (series_id)
LEFT JOIN called USING (series_id)
WHERE counted.n_observations > 0;

CREATE OR REPLACE TEMP TABLE outgoing_series AS SELECT * EXCLUDE (place) FROM stored_series EXCEPT SELECT * FROM incoming_series;

CREATE OR REPLACE TEMP TABLE added_series AS SELECT * FROM incoming_series EXCEPT SELECT * EXCLUDE (place) FROM stored_series;

DELETE FROM series
WHERE rowid IN (SELECT stored_series.place FROM stored_series SEMI JOIN outgoing_series USING (series_id));

INSERT INTO series SELECT * FROM added_series ORDER BY series_id;
