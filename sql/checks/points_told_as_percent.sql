-- grain: one row per claim in % of how far one rate or share lies from another
-- why: growth that is 4.9 % higher than the average growth rate: rates lie percentage points apart
-- about: trust
-- severity: error
-- reach: article
-- reads: examined_issue
WITH rates AS (
    SELECT claim.*
    FROM claim SEMI JOIN examined_issue USING (published_on, issue_id)
    WHERE
        claim.unit = '%' AND claim.measure IN ('growth', 'change', 'ratio', 'change_pp') AND claim.value_high IS NULL
        AND regexp_matches(claim.sentence, '(增速|增幅|增长率|占比|比重|失业率|毛利率|利润率|渗透率|市场份额|growth|rate|share|proportion)')
),

around AS (
    SELECT
        rates.*,
        substring(article.text, greatest(rates.char_start - 39, 1), least(40, rates.char_start)) AS before,
        substring(article.text, rates.char_end + 1, 60) AS after
    FROM rates
    INNER JOIN article USING (published_on, article_id)
)

SELECT
    'claim' AS subject,
    claim_id AS subject_id,
    quote || ' tells how far two rates lie apart: percentage points are meant' AS reason,
    value AS suggested,
    'pp' AS suggested_unit,
    []::VARCHAR[] AS evidence
FROM around
WHERE
    regexp_matches(
        before,
        '(增速|增幅|增长率|占比|比重|失业率|毛利率|利润率|渗透率|市场份额)[^，。；,;、：:\n0-9至到达]{0,16}(提高|提升|加快|回落|放缓|上升|高出|高|低|快|慢|收窄|扩大)了?(约|近|超过)?$'
    )
    OR regexp_matches(before, '(高于|快于|低于|高出)[^，。；,;\n0-9]{0,14}(增速|增幅|增长率)(约|近)?$')
    OR regexp_matches(after, '(?i)^ ?(higher|lower|faster|slower|above|below) (than )?(the |its |that of )?(\w+ ){0,4}(growth rate|growth of|rate of)');
