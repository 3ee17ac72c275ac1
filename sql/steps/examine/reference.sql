-- grain: one row per claim and other number that says what it should be: `value` in the claim's unit, how far off it may
-- be (`spread`, in tens: 0.3 is a factor of 2; `slack`, in the unit, for growth), and how much it counts (`weight`)
-- makes: reference
-- reads: examined_claim, examined_period
CREATE OR REPLACE TEMP TABLE reference AS
WITH subjects AS (
    SELECT claim_id, observation_id, value_float AS value, measure, kind, months
    FROM examined_claim
    WHERE modality = 'actual' AND value_high IS NULL AND NOT corrected AND NOT tentative AND value <> 0
),

levels AS (
    SELECT observation_id, series_id, family_id, name, breakdown, entity, ref_area, unit, end_month, months, value, claim_id
    FROM examined_period
    WHERE measure = 'level'
),

growths AS (
    SELECT observation_id, series_id, family_id, period_end, end_month, months, value, claim_id
    FROM examined_period
    WHERE measure = 'growth' AND base = 'yoy' AND unit = '%'
),

rates AS (
    SELECT observation_id, name, breakdown, entity, ref_area, end_month, months, value, claim_id
    FROM examined_period
    WHERE measure IN ('share', 'ratio') AND unit = '%'
),

-- 1. the same fact as others print it
printed AS (
    SELECT observation_id, count(*) - 1 AS n, min(value) AS least, max(value) AS most, min(claim_id, 2) AS proofs
    FROM subjects
    GROUP BY observation_id
    HAVING n > 0
),

-- of two it is the other end, of more that are equal any: those of more values alone are put in order
others AS (
    SELECT
        subjects.claim_id,
        subjects.measure,
        CASE WHEN subjects.value = printed.least THEN printed.most ELSE printed.least END AS value,
        printed.n,
        CASE WHEN printed.proofs[1] = subjects.claim_id THEN printed.proofs[2] ELSE printed.proofs[1] END AS proof
    FROM subjects INNER JOIN printed USING (observation_id)
    WHERE printed.n = 1 OR printed.least = printed.most
    UNION ALL
    SELECT
        subjects.claim_id,
        subjects.measure,
        median(subjects.value) OVER others_of AS value,
        count(*) OVER others_of AS n,
        min(subjects.claim_id) OVER others_of AS proof
    FROM subjects
    SEMI JOIN (SELECT observation_id FROM printed WHERE n > 1 AND least <> most) AS apart USING (observation_id)
    WINDOW others_of AS (
        PARTITION BY subjects.observation_id ORDER BY subjects.claim_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW
    )
),

same_fact AS (
    SELECT
        claim_id,
        'same fact' AS kind,
        value,
        CASE WHEN measure NOT IN ('growth', 'change_pp') THEN 0.1 END AS spread,
        CASE WHEN measure IN ('growth', 'change_pp') THEN greatest(0.05 * abs(value), 0.11) END AS slack,
        least(n, 3) AS weight,
        [proof] AS proofs
    FROM others
    WHERE value <> 0
),

-- 2. the periods beside it, a flow by the month, where the series is a quiet one
paced AS (
    SELECT
        observation_id,
        claim_id,
        series_id,
        end_month,
        value / greatest(CASE WHEN kind IN ('flow', '') AND measure = 'level' THEN months ELSE 1 END, 1) AS pace,
        period_end,
        months
    FROM examined_period
    WHERE measure IN ('level', 'share', 'ratio') AND value > 0
),

beside AS (
    SELECT
        paced.observation_id,
        paced.end_month,
        list(STRUCT_PACK(pace := log10(pace), proof := claim_id, end_month := end_month)) OVER beside_it AS others
    FROM paced
    WINDOW beside_it AS (
        PARTITION BY series_id ORDER BY period_end, months, observation_id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW
    )
),

-- what was three years ago says little of a series that grows
near AS (
    SELECT observation_id, list_filter(others, lambda other: abs(other.end_month - beside.end_month) <= 36) AS others
    FROM beside
),

middles AS (
    SELECT
        observation_id,
        list_transform(others, lambda other: other.pace) AS paces,
        list_transform(others, lambda other: other.proof) AS proofs,
        list_median(list_transform(others, lambda other: other.pace)) AS middle
    FROM near
    WHERE len(others) >= 3
),

neighbours AS (
    SELECT
        observation_id,
        middle,
        list_median(list_transform(paces, lambda pace: abs(pace - middle))) AS unrest,
        len(paces) AS n,
        proofs
    FROM middles
),

history AS (
    SELECT
        subjects.claim_id,
        'history' AS kind,
        pow(10, neighbours.middle)
        * greatest(CASE WHEN subjects.kind IN ('flow', '') AND subjects.measure = 'level' THEN subjects.months ELSE 1 END, 1) AS value,
        0.35 AS spread,
        NULL AS slack,
        CASE WHEN neighbours.n >= 4 AND neighbours.unrest <= 0.1 THEN 2 ELSE 1 END AS weight,
        neighbours.proofs[1:3] AS proofs
    FROM subjects
    INNER JOIN neighbours USING (observation_id)
    WHERE neighbours.unrest <= 0.15
),

-- 3. last year's level and the growth since: 去年 and 增长 give 今年, 今年 and 增长 give 去年
grown AS (
    SELECT
        later.series_id,
        later.observation_id AS later_id,
        later.value AS later_value,
        later.claim_id AS later_claim,
        earlier.observation_id AS earlier_id,
        earlier.value AS earlier_value,
        earlier.claim_id AS earlier_claim,
        growths.observation_id AS growth_id,
        growths.value AS growth,
        growths.claim_id AS growth_claim
    FROM levels AS later
    INNER JOIN growths
        ON growths.family_id = later.family_id AND growths.end_month = later.end_month
        AND (later.months = 0 OR growths.months = later.months)
    LEFT JOIN levels AS earlier
        ON earlier.series_id = later.series_id AND earlier.end_month = later.end_month - 12 AND earlier.months = later.months
),

told AS (
    SELECT later_id AS observation_id, earlier_value * (1 + growth / 100) AS value, 0.12 AS spread, NULL AS slack, [earlier_claim, growth_claim] AS proofs
    FROM grown
    WHERE earlier_value > 0 AND growth > -90
    UNION ALL
    SELECT earlier_id AS observation_id, later_value / (1 + growth / 100) AS value, 0.12 AS spread, NULL AS slack, [later_claim, growth_claim] AS proofs
    FROM grown
    WHERE earlier_id IS NOT NULL AND later_value > 0 AND growth > -90
    UNION ALL
    SELECT growth_id AS observation_id, (later_value / earlier_value - 1) * 100 AS value, NULL AS spread, 1.0 AS slack, [earlier_claim, later_claim] AS proofs
    FROM grown
    WHERE earlier_value > 0
),

by_growth AS (
    SELECT subjects.claim_id, 'growth' AS kind, told.value, told.spread, told.slack, 2 AS weight, told.proofs
    FROM subjects INNER JOIN told USING (observation_id)
    WHERE told.value IS NOT NULL
),

-- 4. a share, its part and its whole
shared AS (
    SELECT
        part.observation_id AS part_id,
        part.value AS part_value,
        part.claim_id AS part_claim,
        whole.observation_id AS whole_id,
        whole.value AS whole_value,
        whole.claim_id AS whole_claim,
        rates.observation_id AS rate_id,
        rates.value AS rate,
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
    SELECT part_id AS observation_id, whole_value * rate / 100 AS value, 0.12 AS spread, [whole_claim, rate_claim] AS proofs FROM shared
    UNION ALL
    SELECT whole_id AS observation_id, part_value / rate * 100 AS value, 0.12 AS spread, [part_claim, rate_claim] AS proofs FROM shared
    UNION ALL
    SELECT rate_id AS observation_id, part_value / whole_value * 100 AS value, 0.12 AS spread, [part_claim, whole_claim] AS proofs FROM shared
),

by_share AS (
    SELECT subjects.claim_id, 'share' AS kind, sharing.value, sharing.spread, NULL AS slack, 1 AS weight, sharing.proofs
    FROM subjects INNER JOIN sharing USING (observation_id)
    QUALIFY row_number() OVER (PARTITION BY subjects.claim_id ORDER BY sharing.proofs) <= 3
),

-- 5. parts that add up to a whole
divided AS (
    SELECT
        relation.whole_id,
        relation.division,
        whole.observation_id AS observation_id,
        whole.value AS value,
        whole.claim_id AS claim_id,
        part.observation_id AS part_observation_id,
        part.value AS part_value,
        part.claim_id AS part_claim_id,
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
    SELECT DISTINCT observation_id, parts_value AS value, 0.08 AS spread, NULL::VARCHAR AS proof
    FROM divided
    WHERE n_parts = n_wanted
    UNION ALL
    SELECT part_observation_id AS observation_id, value - (parts_value - part_value) AS value, 0.15 AS spread, claim_id AS proof
    FROM divided
    WHERE n_parts = n_wanted
),

by_parts AS (
    SELECT
        subjects.claim_id,
        'parts' AS kind,
        adding.value,
        adding.spread,
        NULL AS slack,
        1 AS weight,
        CASE WHEN adding.proof IS NULL THEN [] ELSE [adding.proof] END AS proofs
    FROM subjects INNER JOIN adding USING (observation_id)
    WHERE adding.value > 0
),

-- 6. growth beside it
growth_beside AS (
    SELECT observation_id, list(value) OVER beside_it AS values, list(claim_id) OVER beside_it AS proofs
    FROM growths
    WINDOW beside_it AS (
        PARTITION BY series_id ORDER BY period_end, months, observation_id ROWS BETWEEN 4 PRECEDING AND 4 FOLLOWING EXCLUDE CURRENT ROW
    )
),

-- two steps: within a lambda the middle would be looked for anew at each number
growth_middle AS (
    SELECT observation_id, values, proofs, list_median(values) AS middle FROM growth_beside WHERE len(values) >= 4
),

growth_unrest AS (
    SELECT
        observation_id,
        middle,
        greatest(3 * list_median(list_transform(values, lambda value: abs(value - middle))), 2) AS slack,
        proofs[1:3] AS proofs
    FROM growth_middle
),

growth_history AS (
    SELECT subjects.claim_id, 'history' AS kind, growth_unrest.middle AS value, NULL AS spread, growth_unrest.slack, 1 AS weight, growth_unrest.proofs
    FROM subjects INNER JOIN growth_unrest USING (observation_id)
)

SELECT
    claim_id,
    kind,  -- what says so: same fact, history, growth, share, parts
    value,  -- what the claim's value should be, in its unit
    spread,  -- how far off it may be, in powers of ten: 0.3 is a factor of 2; NULL where slack says
    slack,  -- how far off it may be, in the unit: of growth and changes in points
    weight,  -- how much it counts
    proofs  -- the claims that it rests on
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
