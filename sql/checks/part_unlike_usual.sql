-- grain: one row per whole of which an article tells a part (其中) that is most of it everywhere else, and here next to nothing
-- why: small firms and traders are nine tenths of all registered entities; 202万户, 其中 1.45万户 of them, lost a decimal point
-- about: trust
-- severity: error
-- reach: article
-- reads: stated_part
WITH told AS (
    SELECT stated_part.*, min(usual_share.low) AS low, max(usual_share.high) AS high
    FROM stated_part
    INNER JOIN usual_share
        ON contains(stated_part.indicator, usual_share.part_word) AND contains(stated_part.whole_indicator, usual_share.whole_word)
    GROUP BY ALL
),

-- a tenth of the usual is still somebody's town; less is a lost point
odd AS (SELECT * FROM told WHERE value * 100 < whole_value * low / 10),

powers AS (SELECT unnest([1, 2, 3, 4]) AS power)

SELECT
    'claim' AS subject,
    odd.whole_claim_id AS subject_id,
    odd.quote || ' of ' || odd.whole_quote || ' is less than ' || number_text(odd.low) || ' %, which ' || odd.indicator || ' are elsewhere' AS reason,
    shifted(odd.whole_value, powers.power) AS suggested,
    [odd.claim_id] AS evidence
FROM odd
LEFT JOIN powers ON odd.value * 100 BETWEEN shifted(odd.whole_value, powers.power) * odd.low AND shifted(odd.whole_value, powers.power) * odd.high
QUALIFY row_number() OVER (PARTITION BY odd.whole_claim_id ORDER BY powers.power NULLS LAST) = 1;
