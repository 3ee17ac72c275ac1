-- grain: one row per family (indicator, part, body, place) with an observation that was touched since the last copy, and what bears on the
-- derivations that rest on such a one; all others stand as they are
-- makes: gone_observation, moved_observation, touched_family, touched_whole, resting_derived, known_observation
-- reads: derive_run
CREATE OR REPLACE TEMP TABLE gone_observation AS
SELECT DISTINCT id::UBIGINT AS observation_id
FROM touched
WHERE what = 'observation' AND why = 'removed';

CREATE OR REPLACE TEMP TABLE moved_observation AS SELECT DISTINCT id::UBIGINT AS observation_id FROM touched WHERE what = 'observation';

CREATE OR REPLACE TEMP TABLE touched_family AS
WITH moved AS (SELECT DISTINCT id::UBIGINT AS observation_id FROM touched WHERE what = 'observation' AND why <> 'removed'),

spoken AS (SELECT DISTINCT observation.series_id FROM observation SEMI JOIN moved USING (observation_id)),

-- the series of an observation that went may have gone with it: what was derived from it tells the family
resting AS (
    SELECT derived_observation.derived_id
    FROM (SELECT derived_id, unnest(inputs) AS observation_id FROM derived_observation WHERE EXISTS (FROM gone_observation)) AS derived_observation
    SEMI JOIN gone_observation USING (observation_id)
    UNION
    SELECT derived_id FROM derived_observation SEMI JOIN gone_observation ON gone_observation.observation_id = derived_observation.printed_id
)

SELECT coalesce(series.indicator_id, series.phrase) AS indicator_key, series.breakdown, series.entity, series.ref_area
FROM series SEMI JOIN spoken USING (series_id)
UNION
SELECT coalesce(derived.indicator_id, derived.phrase) AS indicator_key, derived.breakdown, derived.entity, derived.ref_area
FROM derived_observation AS derived SEMI JOIN resting USING (derived_id);

-- the wholes of shares of which the share, the part or the whole itself was touched
CREATE OR REPLACE TEMP TABLE touched_whole AS
WITH moved AS (SELECT DISTINCT indicator_key FROM touched_family)

SELECT DISTINCT shares.share_whole AS indicator_key
FROM series AS shares
WHERE
    shares.measure = 'share' AND shares.ref_area = 'CN' AND shares.breakdown = '' AND shares.entity = ''
    AND (
        coalesce(shares.indicator_id, shares.phrase) IN (SELECT indicator_key FROM moved)
        OR shares.share_part IN (SELECT indicator_key FROM moved)
        OR shares.share_whole IN (SELECT indicator_key FROM moved)
    )
UNION
SELECT indicator_key FROM moved;

-- what was derived from an observation that was touched, or beside one, of the levels and rates before
CREATE OR REPLACE TEMP TABLE resting_derived AS
WITH resting AS (
    SELECT derived_id FROM (SELECT derived_id, unnest(inputs) AS observation_id FROM derived_observation) SEMI JOIN moved_observation USING (observation_id)
    UNION
    SELECT derived_id FROM derived_observation SEMI JOIN moved_observation USING (observation_id)
)

SELECT derived_id, inputs FROM derived_observation SEMI JOIN resting USING (derived_id) WHERE rule <> 'whole_of_share';

-- the observations that derivations may rest on: of the levels and rates before, those of the family and month of one that was touched,
-- or that such a derivation rests on; of wholes, all of the shares and of their parts
CREATE OR REPLACE TEMP TABLE known_observation AS
WITH keyed AS (SELECT *, coalesce(series.indicator_id, series.phrase) AS indicator_key FROM series WHERE modality = 'actual'),

starting AS (
    SELECT observation_id FROM moved_observation
    UNION
    SELECT unnest(inputs) AS observation_id FROM resting_derived
),

month AS (
    SELECT DISTINCT keyed.indicator_key, keyed.breakdown, keyed.entity, keyed.ref_area, last_day(observation.period_end) AS month_end
    FROM observation SEMI JOIN starting USING (observation_id)
    INNER JOIN keyed USING (series_id)
),

series_month AS (
    SELECT keyed.series_id, month.month_end
    FROM month INNER JOIN keyed USING (indicator_key, breakdown, entity, ref_area)
),

share AS (
    SELECT series_id, share_part AS part_key
    FROM keyed
    WHERE measure = 'share' AND share_whole IN (SELECT indicator_key FROM touched_whole)
),

of_wholes AS (
    SELECT series_id FROM share
    UNION
    SELECT keyed.series_id
    FROM keyed SEMI JOIN share ON share.part_key = keyed.indicator_key
    WHERE keyed.breakdown = '' AND keyed.entity = '' AND keyed.ref_area = 'CN'
)

SELECT observation_id FROM observation WHERE (SELECT any_value(whole) FROM derive_run)
UNION
SELECT observation.observation_id
FROM observation INNER JOIN series_month ON series_month.series_id = observation.series_id AND series_month.month_end = last_day(observation.period_end)
UNION
SELECT observation_id FROM observation SEMI JOIN of_wholes USING (series_id);
