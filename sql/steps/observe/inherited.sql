-- grain: one row per refreshed claim that leaves something to the words before it in its sentence: a share its whole (高技术制造业占
-- 规上工业比重…，装备制造业占比…), a member of a list behind 其中 the part that is meant (其中小巨人企业…家、专精特新企业…家)
-- makes: inherited
-- reads: refreshed_article, refreshed_claim
CREATE OR REPLACE TEMP TABLE inherited AS
WITH lending AS (
    SELECT DISTINCT article_id, sentence
    FROM refreshed_claim
    WHERE (measure = 'share' AND regexp_matches(indicator, '占.{2,}(比重|比例|份额|占比)$')) OR (breakdown <> '' AND contains(sentence, '其中'))
),

placed AS (
    SELECT
        refreshed_claim.claim_id,
        refreshed_claim.article_id,
        refreshed_claim.sentence,
        refreshed_claim.char_start,
        refreshed_claim.measure,
        refreshed_claim.indicator,
        refreshed_claim.breakdown,
        lag(refreshed_claim.char_end) OVER in_sentence AS earlier_end,
        lag(refreshed_claim.measure) OVER in_sentence AS earlier_measure,
        lag(refreshed_claim.ref_area) OVER in_sentence = refreshed_claim.ref_area AS is_of_one_place,
        last_value(
            CASE
                WHEN refreshed_claim.measure = 'share' AND regexp_matches(refreshed_claim.indicator, '占.{2,}(比重|比例|份额|占比)$')
                    THEN refreshed_claim.indicator
            END IGNORE NULLS
        ) OVER (in_sentence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS whole_said
    FROM refreshed_claim SEMI JOIN lending USING (article_id, sentence)
    WINDOW in_sentence AS (PARTITION BY refreshed_claim.article_id, refreshed_claim.sentence ORDER BY refreshed_claim.char_start)
),

-- a list goes on where nothing but a name stands between two levels
listed AS (
    SELECT
        placed.*,
        coalesce(
            placed.measure = 'level' AND placed.earlier_measure = 'level' AND placed.is_of_one_place AND contains(placed.sentence, '其中')
            AND regexp_matches(
                substring(refreshed_article.text, placed.earlier_end + 1, placed.char_start - placed.earlier_end), '^[、和及与][^，；。,;：:]{1,24}$'
            ),
            FALSE
        ) AS goes_on
    FROM placed
    INNER JOIN refreshed_article ON refreshed_article.article_id = placed.article_id
),

grouped AS (
    SELECT
        listed.*,
        sum((NOT listed.goes_on)::INTEGER) OVER (
            PARTITION BY listed.article_id, listed.sentence ORDER BY listed.char_start
        ) AS list_number
    FROM listed
),

headed AS (
    SELECT
        grouped.*,
        first_value(grouped.breakdown) OVER (
            PARTITION BY grouped.article_id, grouped.sentence, grouped.list_number ORDER BY grouped.char_start
        ) AS head_breakdown
    FROM grouped
)

SELECT
    headed.claim_id,
    CASE WHEN headed.breakdown = '' AND headed.goes_on THEN headed.head_breakdown ELSE headed.breakdown END AS breakdown,
    CASE WHEN headed.measure = 'share' THEN coalesce(headed.whole_said, '') ELSE '' END AS whole
FROM headed
WHERE
    (headed.breakdown = '' AND headed.goes_on AND headed.head_breakdown <> '')
    OR (headed.measure = 'share' AND headed.whole_said IS NOT NULL AND regexp_matches(headed.indicator, '^[^占]+(占比|比重|份额)$'));
