-- grain: one row per derivation of what a name stands for: the value, its formula, and the two sentences that it rests on; printed
-- is the value that a paper prints for the same period, where one does
CREATE OR REPLACE MACRO derived(name) AS TABLE
WITH found AS (SELECT * FROM find_series(name)),

best AS (SELECT found.series_id FROM found QUALIFY rank() OVER (ORDER BY greatest(found.fit, 2)) = 1),

-- a series of which nothing is printed has no names of its own: it is known by its indicator's
named AS (
    SELECT DISTINCT indicator.indicator_id
    FROM main.indicator AS indicator
    WHERE list_contains(list_transform([indicator.indicator_id, indicator.name_zh, indicator.name_en] || indicator.aliases, x -> name_key(x)), name_key(name))
),

picked AS (
    SELECT derivation.*
    FROM main.derived_observation AS derivation
    WHERE
        derivation.series_id IN (SELECT best.series_id FROM best)
        OR derivation.indicator_id IN (SELECT named.indicator_id FROM named)
        OR name_key(derivation.phrase) = name_key(name)
),

sentences AS (
    SELECT claim.claim_id, claim.sentence
    FROM main.claim AS claim
    WHERE claim.claim_id IN (SELECT unnest(picked.claim_ids) FROM picked)
)

SELECT
    coalesce(indicator.name_zh, picked.phrase) AS indicator,
    picked.breakdown,
    picked.entity,
    picked.ref_area,
    picked.measure,
    period_label(picked.period_start, picked.period_end) AS period,
    picked.value,
    picked.unit,
    picked.rule,
    picked.formula,
    printed.value AS printed,  -- the value printed for the same series and period; NULL where nobody prints one
    percent_change(printed.value, picked.value) AS difference_pct,  -- how many % the derived value is above the printed one
    picked.known_from,
    first_said.sentence AS first_sentence,  -- the sentence of the formula's first number
    second_said.sentence AS second_sentence,  -- the sentence of its second number
    picked.claim_ids,
    picked.observation_id
FROM picked
LEFT JOIN main.indicator AS indicator ON indicator.indicator_id = picked.indicator_id
LEFT JOIN main.observation AS printed ON printed.observation_id = picked.printed_id
LEFT JOIN sentences AS first_said ON first_said.claim_id = picked.claim_ids[1]
LEFT JOIN sentences AS second_said ON second_said.claim_id = picked.claim_ids[2]
ORDER BY 1, 2, picked.ref_area <> 'CN', 3, 4, picked.period_end, picked.period_start, picked.rule, picked.derived_id;
