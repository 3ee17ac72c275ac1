-- grain: one row per level that an examined article tells as a part (其中, of which), beside the whole it is told of
-- makes: stated_part
-- reads: examined_issue
CREATE OR REPLACE TEMP TABLE stated_part AS
WITH levels AS (
    SELECT
        claim.claim_id,
        claim.article_id,
        claim.published_on,
        claim.char_start,
        claim.char_end,
        claim.value,
        claim.quote,
        claim.indicator,
        claim.breakdown,
        claim.entity,
        claim.ref_area,
        coalesce(claim.period_end, claim.published_on) AS period_end,
        CASE WHEN claim.unit IN ('家', '户', '个', '所') THEN '个' ELSE claim.unit END AS unit
    FROM claim SEMI JOIN examined_issue USING (published_on, issue_id)
    WHERE claim.measure = 'level' AND claim.modality = 'actual' AND claim.tier = 'must' AND claim.value > 0
),

-- of these issues too, so that no other text is unpacked
texts AS (SELECT published_on, article_id, text FROM article SEMI JOIN examined_issue USING (published_on, issue_id)),

before AS (
    SELECT
        levels.*,
        texts.text,
        string_split_regex(substring(texts.text, greatest(levels.char_start - 159, 1), least(160, levels.char_start)), '其中|of which') AS pieces
    FROM levels
    INNER JOIN texts USING (published_on, article_id)
),

-- 其中 rules to the end of its part of the sentence, and no longer where another time or another whole is named
marked AS (
    SELECT * EXCLUDE (pieces), char_start - length(pieces[-1]) AS told_at
    FROM before
    WHERE len(pieces) > 1 AND NOT regexp_matches(pieces[-1], '[。\n；;]|[一-龥] +[一-龥]|截至|截止|累计|as of|by the end')
)

SELECT
    part.article_id,
    part.claim_id,
    part.unit,
    part.value,
    part.quote,
    part.indicator,
    whole.claim_id AS whole_claim_id,  -- the claim of the whole
    whole.value AS whole_value,  -- its value
    whole.quote AS whole_quote,  -- its quote
    whole.indicator AS whole_indicator  -- its indicator, as printed
FROM marked AS part
INNER JOIN levels AS whole
    ON whole.published_on = part.published_on AND whole.article_id = part.article_id AND whole.unit = part.unit AND whole.char_end < part.told_at
    AND whole.period_end = part.period_end AND whole.ref_area = part.ref_area AND whole.entity = part.entity
WHERE regexp_matches(substring(part.text, whole.char_end + 1, part.told_at - whole.char_end), '^[^。\n]{0,60}。?(其中|of which)$')
QUALIFY row_number() OVER (PARTITION BY part.claim_id ORDER BY whole.char_end DESC) = 1;
