-- grain: one row per series whose names hold the words asked for, or that a sentence with these words speaks of; best first: names before
-- sentences, the catalogue's indicators before other phrases, quantities before ranks, a name before the part beside it
CREATE OR REPLACE MACRO search(words) AS TABLE
WITH named AS (SELECT * FROM find_series(words)),

mentioned AS (
    SELECT DISTINCT proof.series_id, 5 AS fit
    FROM main.claim AS claim
    INNER JOIN main.observation_evidence AS proof ON proof.claim_id = claim.claim_id
    WHERE regexp_matches(claim.sentence, regexp_escape(trim(words)), 'i') AND trim(words) <> ''  -- lower() of all takes six times as long
),

found AS (
    SELECT hits.series_id, min(hits.fit) AS fit
    FROM (SELECT series_id, fit FROM named UNION ALL SELECT series_id, fit FROM mentioned) AS hits
    GROUP BY hits.series_id
)

SELECT
    coalesce(indicator.name_zh, series.name, series.phrase) AS indicator,
    indicator.name_en,
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.base,
    series.unit,
    series.modality,
    series.n_observations,
    series.first_period_end,
    series.last_period_end,
    CASE found.fit WHEN 5 THEN 'sentence' WHEN 4 THEN 'contains' WHEN 3 THEN 'begins' ELSE 'exact' END AS found_in,  -- where the words were found: exact, begins, contains (in a name), sentence
    series.indicator_id,
    series.series_id
FROM found
INNER JOIN main.series AS series USING (series_id)
LEFT JOIN main.indicator AS indicator ON indicator.indicator_id = series.indicator_id
ORDER BY
    found.fit = 5,
    found.fit > 2,
    series.indicator_id IS NULL,
    series.measure IN ('rank', 'duration'),
    NOT contains(name_key(coalesce(indicator.name_zh, series.name, series.phrase)), name_key(words)),
    found.fit,
    series.n_observations DESC,
    coalesce(indicator.name_zh, series.name, series.phrase),
    series.breakdown,
    series.entity,
    series.ref_area,
    series.measure,
    series.series_id;
