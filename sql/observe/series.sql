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
)

SELECT touched_series.*, counted.n_observations, counted.first_period_end, counted.last_period_end
FROM touched_series INNER JOIN counted USING (series_id);

CREATE OR REPLACE TEMP TABLE outgoing_series AS
WITH stored AS (SELECT series.* FROM series SEMI JOIN touched_series USING (series_id))

SELECT * FROM stored EXCEPT SELECT * FROM incoming_series;

CREATE OR REPLACE TEMP TABLE added_series AS
WITH stored AS (SELECT series.* FROM series SEMI JOIN touched_series USING (series_id))

SELECT * FROM incoming_series EXCEPT SELECT * FROM stored;

DELETE FROM series WHERE series_id IN (SELECT series_id FROM outgoing_series);

INSERT INTO series SELECT * FROM added_series ORDER BY series_id;
