-- grain: one row per whole whose parts, all of them known for the same time, make another sum
-- why: 企业 and 个体工商户 are the registered entities; which of the numbers is wrong the sum alone does not tell
-- about: trust
-- severity: warn
-- reach: series
-- reads: settled_period
WITH levels AS (SELECT * FROM settled_period WHERE measure = 'level' AND value > 0),

divisions AS (
    SELECT whole_id, division, count(*) AS n FROM indicator_relation WHERE kind = 'part' GROUP BY whole_id, division
),

sums AS (
    SELECT
        whole.observation_id,
        whole.claim_id,
        whole.value,
        sum(part.value) AS parts,
        list(part.claim_id ORDER BY part.claim_id) AS proofs
    FROM divisions
    INNER JOIN indicator_relation AS relation
        ON relation.kind = 'part' AND relation.whole_id = divisions.whole_id AND relation.division = divisions.division
    INNER JOIN levels AS whole ON whole.name = relation.whole_id
    INNER JOIN levels AS part
        ON part.name = relation.part_id AND part.ref_area = whole.ref_area AND part.breakdown = whole.breakdown AND part.entity = whole.entity
        AND part.unit = whole.unit AND part.end_month = whole.end_month AND part.months = whole.months
    GROUP BY whole.observation_id, whole.claim_id, whole.value, divisions.whole_id, divisions.division, divisions.n
    HAVING count(DISTINCT relation.part_id) = divisions.n
)

SELECT
    'claim' AS subject,
    sums.claim_id AS subject_id,
    'the whole is ' || number_text(sums.value) || ', its parts make ' || number_text(sums.parts) AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    sums.proofs AS evidence
FROM sums
WHERE abs(sums.parts - sums.value) > 0.03 * sums.value;
