-- grain: one row per examined value and other number that says what it should be: `value` in the same unit, how far off it may
-- be (`spread`, in tens: 0.3 is a factor of 2; `slack`, in the unit, for growth), and how much it counts (`weight`)
-- makes: reference
-- reads: examined_period, examined_value
CREATE OR REPLACE TEMP TABLE reference AS
WITH subjects AS (SELECT rowid AS subject, * FROM examined_value),

levels AS (
    SELECT rowid AS place, observation_id, series_id, family_id, name, breakdown, entity, ref_area, unit, end_month, months, value, claim_id
    FROM examined_period
    WHERE measure = 'level'
),

growths AS (
    SELECT rowid AS place, observation_id, series_id, family_id, period_end, end_month, months, value
    FROM examined_period
    WHERE measure = 'growth' AND base = 'yoy' AND unit = '%'
),

rates AS (
    SELECT rowid AS place, observation_id, name, breakdown, entity, ref_area, end_month, months, value, claim_id
    FROM examined_period
    WHERE measure IN ('share', 'ratio') AND unit = '%'
),

-- 1. the same fact as others print it
printed AS (
    SELECT observation_id, sum(n_claims)::INTEGER - 1 AS n, min(value) AS least, max(value) AS most
    FROM subjects
    GROUP BY observation_id
    HAVING n > 0
),

-- of two it is the other end, of more that are equal any: those of more values alone are put in order, claim by claim
middle_of_others AS (
    SELECT subject, any_value(value) AS value
    FROM (
        SELECT
            subjects.subject,
            median(subjects.value) OVER (
                PARTITION BY subjects.observation_id ORDER BY subjects.subject
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW
            ) AS value
        FROM subjects
        SEMI JOIN (SELECT observation_id FROM printed WHERE n > 1 AND least <> most) AS apart USING (observation_id)
        CROSS JOIN unnest(range(subjects.n_claims)) AS claims
    ) AS each
    GROUP BY subject
),

others AS (
    SELECT
        subjects.subject,
        subjects.measure,
        CASE WHEN subjects.value = printed.least THEN printed.most ELSE printed.least END AS value,
        printed.n
    FROM subjects INNER JOIN printed USING (observation_id)
    WHERE printed.n = 1 OR printed.least = printed.most
    UNION ALL
    SELECT subjects.subject, subjects.measure, middle_of_others.value, printed.n
    FROM middle_of_others
    INNER JOIN subjects USING (subject)
    INNER JOIN printed USING (observation_id)
),

same_fact AS (
    SELECT
        subject,
        'same fact' AS kind,
        value,
        CASE WHEN measure NOT IN ('growth', 'change_pp') THEN 0.1 END AS spread,
        CASE WHEN measure IN ('growth', 'change_pp') THEN greatest(0.05 * abs(value), 0.11) END AS slack,
        least(n, 3) AS weight,
        NULL AS first_place,
        NULL AS second_place,
        NULL AS third_place
    FROM others
    WHERE value <> 0
),

-- 2. the periods beside it, a flow by the month, where the series is a quiet one
paced AS (
    SELECT
        rowid AS place,
        observation_id,
        series_id,
        end_month,
        log10(value / greatest(CASE WHEN kind IN ('flow', '') AND measure = 'level' THEN months ELSE 1 END, 1)) AS pace,
        period_end,
        months
    FROM examined_period
    WHERE measure IN ('level', 'share', 'ratio') AND value > 0
),

-- side by side in columns, which costs a third of a list of them; what was three years ago says little of a series that grows
beside AS (
    SELECT
        observation_id,
        CASE WHEN abs(lag(end_month, 3) OVER in_order - end_month) <= 36 THEN lag(pace, 3) OVER in_order END AS before_3,
        CASE WHEN abs(lag(end_month, 2) OVER in_order - end_month) <= 36 THEN lag(pace, 2) OVER in_order END AS before_2,
        CASE WHEN abs(lag(end_month, 1) OVER in_order - end_month) <= 36 THEN lag(pace, 1) OVER in_order END AS before_1,
        CASE WHEN abs(lead(end_month, 1) OVER in_order - end_month) <= 36 THEN lead(pace, 1) OVER in_order END AS after_1,
        CASE WHEN abs(lead(end_month, 2) OVER in_order - end_month) <= 36 THEN lead(pace, 2) OVER in_order END AS after_2,
        CASE WHEN abs(lead(end_month, 3) OVER in_order - end_month) <= 36 THEN lead(pace, 3) OVER in_order END AS after_3,
        lag(place, 3) OVER in_order AS place_before_3,
        lag(place, 2) OVER in_order AS place_before_2,
        lag(place, 1) OVER in_order AS place_before_1,
        lead(place, 1) OVER in_order AS place_after_1,
        lead(place, 2) OVER in_order AS place_after_2,
        lead(place, 3) OVER in_order AS place_after_3
    FROM paced
    WINDOW in_order AS (PARTITION BY series_id ORDER BY period_end, months, observation_id)
),

middles AS (
    SELECT
        *,
        list_count([before_3, before_2, before_1, after_1, after_2, after_3]) AS n,
        list_median([before_3, before_2, before_1, after_1, after_2, after_3]) AS middle
    FROM beside
),

neighbours AS (
    SELECT
        *,
        list_median([
            abs(before_3 - middle), abs(before_2 - middle), abs(before_1 - middle),
            abs(after_1 - middle), abs(after_2 - middle), abs(after_3 - middle)
        ]) AS unrest
    FROM middles
    WHERE n >= 3
),

-- the first three that are near enough: rows lie by period, so that nothing is missing between them
quiet AS (
    SELECT
        observation_id,
        pow(10, middle) AS pace,
        CASE WHEN n >= 4 AND unrest <= 0.1 THEN 2 ELSE 1 END AS weight,
        CASE
            WHEN before_3 IS NOT NULL THEN place_before_3 WHEN before_2 IS NOT NULL THEN place_before_2 WHEN before_1 IS NOT NULL THEN place_before_1 ELSE place_after_1
        END AS first_place,
        CASE
            WHEN before_3 IS NOT NULL THEN place_before_2 WHEN before_2 IS NOT NULL THEN place_before_1 WHEN before_1 IS NOT NULL THEN place_after_1 ELSE place_after_2
        END AS second_place,
        CASE
            WHEN before_3 IS NOT NULL THEN place_before_1 WHEN before_2 IS NOT NULL THEN place_after_1
            WHEN before_1 IS NOT NULL THEN place_after_2 ELSE place_after_3
        END AS third_place
    FROM neighbours
    WHERE unrest <= 0.15
),

history AS (
    SELECT
        subjects.subject,
        'history' AS kind,
        quiet.pace * greatest(CASE WHEN subjects.kind IN ('flow', '') AND subjects.measure = 'level' THEN subjects.months ELSE 1 END, 1) AS value,
        0.35 AS spread,
        NULL AS slack,
        quiet.weight,
        quiet.first_place,
        quiet.second_place,
        quiet.third_place
    FROM subjects
    INNER JOIN quiet USING (observation_id)
),

-- 3. last year's level and the growth since: 去年 and 增长 give 今年, 今年 and 增长 give 去年
grown AS (
    SELECT
        later.series_id,
        later.observation_id AS later_id,
        later.value AS later_value,
        later.place AS later_place,
        earlier.observation_id AS earlier_id,
        earlier.value AS earlier_value,
        earlier.place AS earlier_place,
        growths.observation_id AS growth_id,
        growths.value AS growth,
        growths.place AS growth_place
    FROM levels AS later
    INNER JOIN growths
        ON growths.family_id = later.family_id AND growths.end_month = later.end_month
        AND (later.months = 0 OR growths.months = later.months)
    LEFT JOIN levels AS earlier
        ON earlier.series_id = later.series_id AND earlier.end_month = later.end_month - 12 AND earlier.months = later.months
),

told AS (
    SELECT later_id AS observation_id, earlier_value * (1 + growth / 100) AS value, 0.12 AS spread, NULL AS slack, earlier_place AS first_place, growth_place AS second_place
    FROM grown
    WHERE earlier_value > 0 AND growth > -90
    UNION ALL
    SELECT earlier_id AS observation_id, later_value / (1 + growth / 100) AS value, 0.12 AS spread, NULL AS slack, later_place AS first_place, growth_place AS second_place
    FROM grown
    WHERE earlier_id IS NOT NULL AND later_value > 0 AND growth > -90
    UNION ALL
    SELECT growth_id AS observation_id, (later_value / earlier_value - 1) * 100 AS value, NULL AS spread, 1.0 AS slack, earlier_place AS first_place, later_place AS second_place
    FROM grown
    WHERE earlier_value > 0
),

by_growth AS (
    SELECT subjects.subject, 'growth' AS kind, told.value, told.spread, told.slack, 2 AS weight, told.first_place, told.second_place, NULL AS third_place
    FROM subjects INNER JOIN told USING (observation_id)
    WHERE told.value IS NOT NULL
),

-- 4. a share, its part and its whole
shared AS (
    SELECT
        part.observation_id AS part_id,
        part.value AS part_value,
        part.place AS part_place,
        part.claim_id AS part_claim,
        whole.observation_id AS whole_id,
        whole.value AS whole_value,
        whole.place AS whole_place,
        whole.claim_id AS whole_claim,
        rates.observation_id AS rate_id,
        rates.value AS rate,
        rates.place AS rate_place,
        rates.claim_id AS rate_claim
    FROM rates
    INNER JOIN indicator_relation AS relation ON relation.kind = 'share_of' AND relation.share_id = rates.name
    INNER JOIN levels AS part
        ON part.name = relation.part_id AND part.ref_area = rates.ref_area AND part.breakdown = rates.breakdown AND part.entity = rates.entity
        AND part.end_month = rates.end_month AND (part.months = 0 OR rates.months = 0 OR part.months = rates.months)
    INNER JOIN levels AS whole
        ON whole.name = relation.whole_id AND whole.breakdown = '' AND whole.entity = '' AND whole.end_month = part.end_month
        AND whole.months = part.months AND whole.unit = part.unit
        AND whole.ref_area = CASE WHEN relation.part_id = relation.whole_id THEN 'CN' ELSE part.ref_area END
        AND whole.observation_id <> part.observation_id
    WHERE rates.value > 0 AND part.value > 0 AND whole.value > 0
),

sharing AS (
    SELECT part_id AS observation_id, whole_value * rate / 100 AS value, 0.12 AS spread, [whole_claim, rate_claim] AS proofs, whole_place AS first_place, rate_place AS second_place FROM shared
    UNION ALL
    SELECT whole_id AS observation_id, part_value / rate * 100 AS value, 0.12 AS spread, [part_claim, rate_claim] AS proofs, part_place AS first_place, rate_place AS second_place FROM shared
    UNION ALL
    SELECT rate_id AS observation_id, part_value / whole_value * 100 AS value, 0.12 AS spread, [part_claim, whole_claim] AS proofs, part_place AS first_place, whole_place AS second_place FROM shared
),

by_share AS (
    SELECT
        subjects.subject,
        'share' AS kind,
        sharing.value,
        sharing.spread,
        NULL AS slack,
        1 AS weight,
        sharing.first_place,
        sharing.second_place,
        NULL AS third_place
    FROM subjects INNER JOIN sharing USING (observation_id)
    QUALIFY row_number() OVER (PARTITION BY subjects.subject ORDER BY sharing.proofs) <= 3
),

-- 5. parts that add up to a whole
divided AS (
    SELECT
        relation.whole_id,
        relation.division,
        whole.observation_id AS observation_id,
        whole.value AS value,
        whole.place AS place,
        part.observation_id AS part_observation_id,
        part.value AS part_value,
        sum(part.value) OVER parts AS parts_value,
        count(*) OVER parts AS n_parts,
        wanted.n AS n_wanted
    FROM indicator_relation AS relation
    INNER JOIN (
        SELECT whole_id, division, count(*) AS n FROM indicator_relation WHERE kind = 'part' GROUP BY whole_id, division
    ) AS wanted USING (whole_id, division)
    INNER JOIN levels AS whole ON whole.name = relation.whole_id
    INNER JOIN levels AS part
        ON part.name = relation.part_id AND part.ref_area = whole.ref_area AND part.breakdown = whole.breakdown AND part.entity = whole.entity
        AND part.unit = whole.unit AND part.end_month = whole.end_month AND part.months = whole.months
    WHERE relation.kind = 'part'
    WINDOW parts AS (PARTITION BY whole.observation_id, relation.division)
),

adding AS (
    SELECT DISTINCT observation_id, parts_value AS value, 0.08 AS spread, NULL::BIGINT AS first_place
    FROM divided
    WHERE n_parts = n_wanted
    UNION ALL
    SELECT part_observation_id AS observation_id, value - (parts_value - part_value) AS value, 0.15 AS spread, place AS first_place
    FROM divided
    WHERE n_parts = n_wanted
),

by_parts AS (
    SELECT
        subjects.subject,
        'parts' AS kind,
        adding.value,
        adding.spread,
        NULL AS slack,
        1 AS weight,
        adding.first_place,
        NULL AS second_place,
        NULL AS third_place
    FROM subjects INNER JOIN adding USING (observation_id)
    WHERE adding.value > 0
),

-- 6. growth beside it
growth_beside AS (
    SELECT
        observation_id,
        lag(value, 4) OVER in_order AS before_4,
        lag(value, 3) OVER in_order AS before_3,
        lag(value, 2) OVER in_order AS before_2,
        lag(value, 1) OVER in_order AS before_1,
        lead(value, 1) OVER in_order AS after_1,
        lead(value, 2) OVER in_order AS after_2,
        lead(value, 3) OVER in_order AS after_3,
        lead(value, 4) OVER in_order AS after_4,
        lag(place, 4) OVER in_order AS place_before_4,
        lag(place, 3) OVER in_order AS place_before_3,
        lag(place, 2) OVER in_order AS place_before_2,
        lag(place, 1) OVER in_order AS place_before_1,
        lead(place, 1) OVER in_order AS place_after_1,
        lead(place, 2) OVER in_order AS place_after_2,
        lead(place, 3) OVER in_order AS place_after_3
    FROM growths
    WINDOW in_order AS (PARTITION BY series_id ORDER BY period_end, months, observation_id)
),

growth_middle AS (
    SELECT *, list_median([before_4, before_3, before_2, before_1, after_1, after_2, after_3, after_4]) AS middle
    FROM growth_beside
    WHERE list_count([before_4, before_3, before_2, before_1, after_1, after_2, after_3, after_4]) >= 4
),

growth_unrest AS (
    SELECT
        observation_id,
        middle,
        greatest(
            3 * list_median([
                abs(before_4 - middle), abs(before_3 - middle), abs(before_2 - middle), abs(before_1 - middle),
                abs(after_1 - middle), abs(after_2 - middle), abs(after_3 - middle), abs(after_4 - middle)
            ]),
            2
        ) AS slack,
        coalesce(place_before_4, place_before_3, place_before_2, place_before_1, place_after_1) AS first_place,
        CASE
            WHEN place_before_4 IS NOT NULL THEN place_before_3 WHEN place_before_3 IS NOT NULL THEN place_before_2
            WHEN place_before_2 IS NOT NULL THEN place_before_1 WHEN place_before_1 IS NOT NULL THEN place_after_1
            ELSE place_after_2
        END AS second_place,
        CASE
            WHEN place_before_4 IS NOT NULL THEN place_before_2 WHEN place_before_3 IS NOT NULL THEN place_before_1
            WHEN place_before_2 IS NOT NULL THEN place_after_1 WHEN place_before_1 IS NOT NULL THEN place_after_2
            ELSE place_after_3
        END AS third_place
    FROM growth_middle
),

growth_history AS (
    SELECT
        subjects.subject,
        'history' AS kind,
        growth_unrest.middle AS value,
        NULL AS spread,
        growth_unrest.slack,
        1 AS weight,
        growth_unrest.first_place,
        growth_unrest.second_place,
        growth_unrest.third_place
    FROM subjects INNER JOIN growth_unrest USING (observation_id)
)

SELECT
    subject,  -- the row of `examined_value`
    kind,  -- what says so: same fact, history, growth, share, parts
    value,  -- what the value should be, in its unit
    spread,  -- how far off it may be, in powers of ten: 0.3 is a factor of 2; NULL where slack says
    slack,  -- how far off it may be, in the unit: of growth and changes in points
    weight,  -- how much it counts
    first_place,  -- the row of `examined_period` that it rests on; NULL of the same fact
    second_place,  -- another
    third_place  -- a third
FROM same_fact
UNION ALL
SELECT * FROM history
UNION ALL
SELECT * FROM by_growth
UNION ALL
SELECT * FROM by_share
UNION ALL
SELECT * FROM by_parts
UNION ALL
SELECT * FROM growth_history;
