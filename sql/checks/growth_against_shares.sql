-- grain: one row per claim of average growth that the shares of the whole, before and after, do not allow
-- why: a part that grows by 18.7 % a year while its whole grows by 6.7 % doubles its share in seven years; a share that rose by a
-- tenth says that the growth was 8.7 %
-- about: trust
-- severity: error
-- reach: series
-- reads: examined_claim, settled_period
WITH averages AS (
    SELECT *, year(period_start) AS first_year, year(period_end) AS last_year, year(period_end) - year(period_start) AS years
    FROM examined_claim
    WHERE measure = 'growth_avg' AND unit = '%' AND modality = 'actual' AND value > 0 AND value_high IS NULL AND NOT corrected
),

shares AS (
    SELECT name, breakdown, entity, ref_area, year(period_end) AS year, median(value) AS value, min(claim_id) AS claim_id
    FROM settled_period
    WHERE measure = 'share' AND unit = '%' AND value > 0
    GROUP BY ALL
),

levels AS (
    SELECT name, breakdown, entity, ref_area, year(period_end) AS year, median(value) AS value, min(claim_id) AS claim_id
    FROM settled_period
    WHERE measure = 'level' AND months = 12 AND value > 0
    GROUP BY ALL
),

-- the share at the beginning, on the line between the nearest ones known before and after it
begun AS (
    SELECT
        averages.*,
        relation.whole_id,
        earlier.value + (later.value - earlier.value) * (averages.first_year - earlier.year) / greatest(later.year - earlier.year, 1) AS first_share,
        ending.value AS last_share,
        last_whole.value / first_whole.value AS whole_growth,
        list_sort(list_distinct([earlier.claim_id, later.claim_id, ending.claim_id, first_whole.claim_id, last_whole.claim_id])) AS proofs
    FROM averages
    INNER JOIN indicator_relation AS relation ON relation.kind = 'share_path' AND relation.part_id = averages.name
    INNER JOIN shares AS ending
        ON ending.name = relation.share_id AND ending.year = averages.last_year
        AND ending.ref_area = averages.ref_area AND ending.breakdown = averages.breakdown AND ending.entity = averages.entity
    INNER JOIN shares AS earlier
        ON earlier.name = ending.name AND earlier.year <= averages.first_year
        AND earlier.ref_area = averages.ref_area AND earlier.breakdown = averages.breakdown AND earlier.entity = averages.entity
    INNER JOIN shares AS later
        ON later.name = ending.name AND later.year >= averages.first_year
        AND later.ref_area = averages.ref_area AND later.breakdown = averages.breakdown AND later.entity = averages.entity
    INNER JOIN levels AS first_whole
        ON first_whole.name = relation.whole_id AND first_whole.year = averages.first_year AND first_whole.ref_area = averages.ref_area AND first_whole.breakdown = '' AND first_whole.entity = ''
    INNER JOIN levels AS last_whole
        ON last_whole.name = relation.whole_id AND last_whole.year = averages.last_year AND last_whole.ref_area = averages.ref_area AND last_whole.breakdown = '' AND last_whole.entity = ''
    WHERE averages.years >= 2
    QUALIFY row_number() OVER (PARTITION BY averages.claim_id ORDER BY later.year - earlier.year, earlier.year DESC) = 1
),

-- as printed, with its point moved, without a first digit that crept in
readings AS (
    SELECT claim_id, 'printed' AS reading, value AS suggested FROM begun
    UNION ALL
    SELECT claim_id, 'point' AS reading, shifted(value, 1) AS suggested FROM begun
    UNION ALL
    SELECT claim_id, 'point' AS reading, shifted(value, -1) AS suggested FROM begun
    UNION ALL
    SELECT claim_id, 'digit' AS reading, try_cast(substring(number_text(value), 2) AS DECIMAL(38, 10)) AS suggested
    FROM begun
    WHERE number_text(value) SIMILAR TO '[1-9][1-9].*'
),

-- how far the share that a reading gives for the beginning lies from the one known, as a logarithm
missed AS (
    SELECT
        begun.*,
        readings.reading,
        readings.suggested,
        abs(ln(begun.last_share * begun.whole_growth / pow(1 + readings.suggested::DOUBLE / 100, begun.years) / begun.first_share)) AS miss
    FROM begun INNER JOIN readings USING (claim_id)
),

printed AS (SELECT * FROM missed WHERE reading = 'printed' AND miss > 0.2)

SELECT
    'claim' AS subject,
    printed.claim_id AS subject_id,
    number_text(printed.value) || ' % a year would have led to a share of ' || printed.last_share || ' % from one of '
    || round(printed.last_share * printed.whole_growth / pow(1 + printed.value::DOUBLE / 100, printed.years), 1) || ' %, not from '
    || round(printed.first_share, 1) || ' %' AS reason,
    mended.suggested,
    printed.proofs AS evidence
FROM printed
LEFT JOIN missed AS mended ON mended.claim_id = printed.claim_id AND mended.reading <> 'printed' AND mended.miss <= 0.15
QUALIFY row_number() OVER (PARTITION BY printed.claim_id ORDER BY mended.miss NULLS LAST) = 1;
