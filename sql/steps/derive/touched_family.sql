-- grain: one row per family (indicator, part, body, place) with an observation that was touched since the last copy; what is known of it, and
-- of what shares tie to it, is all that its derivations need
-- makes: gone_observation, touched_family, touched_whole, known_series
-- reads: derive_run
CREATE OR REPLACE TEMP TABLE gone_observation AS
SELECT DISTINCT id::UBIGINT AS observation_id
FROM touched
WHERE what = 'observation' AND why = 'removed';

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

CREATE OR REPLACE TEMP TABLE known_series AS
WITH keyed AS (SELECT *, coalesce(series.indicator_id, series.phrase) AS indicator_key FROM series WHERE modality = 'actual'),

shares AS (
    SELECT series_id, share_part AS part_key
    FROM keyed
    WHERE measure = 'share' AND share_whole IN (SELECT indicator_key FROM touched_whole)
)

SELECT series_id FROM keyed WHERE (SELECT any_value(whole) FROM derive_run)
UNION
SELECT series_id FROM keyed SEMI JOIN touched_family USING (indicator_key, breakdown, entity, ref_area)
UNION
SELECT series_id FROM keyed SEMI JOIN touched_whole USING (indicator_key)
UNION
SELECT series_id FROM shares
UNION
SELECT keyed.series_id FROM keyed SEMI JOIN shares ON shares.part_key = keyed.indicator_key
WHERE keyed.breakdown = '' AND keyed.entity = '' AND keyed.ref_area = 'CN';
