-- grain: one row per claim that an article tells as part of a whole (其中) and that is larger than it
-- why: 新设经营主体3272.7万户，其中新设企业10029万户: the part lost its decimal point, as the other parts show; without such proof the
-- two may be told of different things, and it is worth a look only
-- about: trust
-- severity: error
-- reach: article
-- reads: stated_part
WITH powers AS (SELECT unnest([1, 2, 3, 4, 8]) AS power),

-- a total named in the same sentence is no part
larger AS (SELECT * FROM stated_part WHERE value > whole_value AND NOT regexp_matches(indicator, '总|累计|合计|total')),

-- what the other parts of the same whole leave for it, where they fit into the whole
others AS (
    SELECT
        larger.claim_id,
        sum(other.value) AS value,
        list(other.claim_id ORDER BY other.claim_id) AS proofs
    FROM larger
    INNER JOIN stated_part AS other ON other.whole_claim_id = larger.whole_claim_id AND other.claim_id <> larger.claim_id
    GROUP BY larger.claim_id
    HAVING sum(other.value) < any_value(larger.whole_value)
),

shifts AS (
    SELECT
        larger.claim_id,
        shifted(larger.value, powers.power) AS suggested,
        abs(shifted(larger.value, powers.power) + others.value - larger.whole_value) <= 0.03 * larger.whole_value AS adds_up
    FROM larger
    CROSS JOIN powers
    LEFT JOIN others USING (claim_id)
    WHERE shifted(larger.value, powers.power) <= larger.whole_value AND (larger.unit <> '个' OR shifted(larger.value, powers.power) % 1 = 0)
    QUALIFY row_number() OVER (PARTITION BY larger.claim_id ORDER BY coalesce(adds_up, FALSE) DESC, powers.power) = 1
)

SELECT
    'claim' AS subject,
    larger.claim_id AS subject_id,
    CASE WHEN coalesce(shifts.adds_up, FALSE) THEN 'error' ELSE 'warn' END AS severity,
    larger.quote || ' is told as part of ' || larger.whole_quote || ' and is larger' AS reason,
    shifts.suggested,
    [larger.whole_claim_id] || coalesce(others.proofs, []) AS evidence
FROM larger
LEFT JOIN shifts USING (claim_id)
LEFT JOIN others USING (claim_id);
