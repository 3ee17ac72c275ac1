-- grain: one row per touched series: counted anew; a series without observations goes, equal rows stay
CREATE OR REPLACE TEMP TABLE incoming_series AS
WITH counted AS (
    SELECT
        observation.series_id,
        count(*)::INTEGER AS n_observations,
        min(observation.period_end) AS first_period_end,
        max(observation.period_end) AS last_period_end
    FROM observation SEMI JOIN touched_series USING (series_id)
    GROUP BY observation.series_id
),

-- the phrase printed most often, of those the shortest; the last word has the alphabet, so that the order of loading never has
called AS (
    SELECT series_phrase.series_id, series_phrase.indicator AS name
    FROM series_phrase SEMI JOIN touched_series USING (series_id)
    QUALIFY row_number() OVER (
        PARTITION BY series_phrase.series_id
        ORDER BY series_phrase.n_claims DESC, length(series_phrase.indicator), series_phrase.indicator
    ) = 1
)

SELECT
    touched_series.series_id,
    touched_series.indicator_id,
    touched_series.phrase,
    CASE WHEN touched_series.indicator_id IS NULL THEN called.name END AS name,
    touched_series.breakdown,
    touched_series.ref_area,
    touched_series.measure,
    touched_series.base,
    touched_series.unit,
    touched_series.modality,
    touched_series.share_part,
    touched_series.share_whole,
    counted.n_observations,
    counted.first_period_end,
    counted.last_period_end
FROM touched_series
INNER JOIN counted USING (series_id)
LEFT JOIN called USING (series_id);

CREATE OR REPLACE TEMP TABLE outgoing_series AS
WITH stored AS (SELECT series.* FROM series SEMI JOIN touched_series USING (series_id))

SELECT * FROM stored EXCEPT SELECT * FROM incoming_series;

CREATE OR REPLACE TEMP TABLE added_series AS
WITH stored AS (SELECT series.* FROM series SEMI JOIN touched_series USING (series_id))

SELECT * FROM incoming_series EXCEPT SELECT * FROM stored;

DELETE FROM series WHERE series_id IN (SELECT series_id FROM outgoing_series);

INSERT INTO series SELECT * FROM added_series ORDER BY series_id;
