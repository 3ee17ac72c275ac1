-- grain: one row per series and name that it answers to: of series that came or went or whose phrases did, and of all where the
-- catalogue was renewed
-- makes: named_series, incoming_name, stored_name, outgoing_name, added_name
-- reads: added_series, counted_phrase, incoming_series, outgoing_series, renewed_catalogue, stored_series
CREATE OR REPLACE TEMP TABLE named_series AS
SELECT added_series.series_id FROM added_series ANTI JOIN stored_series USING (series_id)
UNION
SELECT outgoing_series.series_id FROM outgoing_series ANTI JOIN incoming_series USING (series_id)
UNION
SELECT counted_phrase.series_id FROM counted_phrase WHERE (counted_phrase.n_before > 0) <> (counted_phrase.n_claims > 0)
UNION
SELECT series.series_id FROM series WHERE EXISTS (FROM renewed_catalogue);

CREATE OR REPLACE TEMP TABLE incoming_name AS
WITH held AS (SELECT series.* FROM series SEMI JOIN named_series USING (series_id)),

catalogue_names AS (
    SELECT indicator_id, unnest([indicator_id, name_zh, name_en] || aliases) AS name
    FROM indicator
),

called AS (
    SELECT held.series_id, held.breakdown, held.entity, catalogue_names.name
    FROM held INNER JOIN catalogue_names USING (indicator_id)
    UNION ALL
    SELECT held.series_id, held.breakdown, held.entity, held.phrase AS name
    FROM held
    WHERE held.indicator_id IS NULL
    UNION ALL
    SELECT held.series_id, held.breakdown, held.entity, series_phrase.indicator AS name
    FROM held INNER JOIN series_phrase USING (series_id)
    WHERE held.indicator_id IS NULL
)

SELECT DISTINCT
    called.series_id,
    called.name,
    called.breakdown,
    called.entity,
    name_key(called.name) AS name_key,
    name_key(called.entity || called.breakdown || called.name) AS whole_key
FROM called;

CREATE OR REPLACE TEMP TABLE stored_name AS SELECT series_name.* FROM series_name SEMI JOIN named_series USING (series_id);

CREATE OR REPLACE TEMP TABLE outgoing_name AS SELECT * FROM stored_name EXCEPT SELECT * FROM incoming_name;

CREATE OR REPLACE TEMP TABLE added_name AS SELECT * FROM incoming_name EXCEPT SELECT * FROM stored_name;

DELETE FROM series_name USING outgoing_name AS gone
WHERE series_name.series_id = gone.series_id AND series_name.name = gone.name AND series_name.whole_key = gone.whole_key;

INSERT INTO series_name SELECT * FROM added_name ORDER BY ALL;
