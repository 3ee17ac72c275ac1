-- grain: one row per article and claim that the load at hand wrote or took away, and one for the issue's numerals and for its claims'
-- history where these changed
-- reads: added_claim, added_numeral, changed_issue, incoming_issue, outgoing_article, outgoing_claim, outgoing_numeral
INSERT INTO touched
WITH articles AS (
    SELECT outgoing_article.article_id, 'read again' AS why
    FROM outgoing_article
    UNION
    SELECT article.article_id, 'read' AS why
    FROM article
    SEMI JOIN incoming_issue ON incoming_issue.published_on = article.published_on AND incoming_issue.issue_id = article.issue_id
        AND incoming_issue.recorded_at = article.recorded_from
),

claims AS (
    SELECT claim_id, CASE WHEN withdrawn THEN 'withdrawn' ELSE 'read again' END AS why FROM outgoing_claim
    UNION ALL
    SELECT claim_id, 'read' AS why FROM added_claim ANTI JOIN outgoing_claim USING (claim_id)
),

by_issue AS (
    SELECT 'numeral' AS what WHERE EXISTS (FROM outgoing_numeral) OR EXISTS (FROM added_numeral)
    UNION ALL
    SELECT 'claim_history' AS what WHERE EXISTS (FROM outgoing_claim)
    UNION ALL
    -- an issue with another reading is looked at again, though its ledger row be the same
    SELECT 'issue' AS what WHERE NOT EXISTS (FROM changed_issue) AND (EXISTS (FROM outgoing_claim) OR EXISTS (FROM added_claim) OR EXISTS (FROM articles))
)

SELECT 'article' AS what, articles.article_id AS id, incoming_issue.published_on, articles.why FROM articles CROSS JOIN incoming_issue
UNION ALL
SELECT 'claim' AS what, claims.claim_id AS id, incoming_issue.published_on, claims.why FROM claims CROSS JOIN incoming_issue
UNION ALL
SELECT by_issue.what, incoming_issue.issue_id AS id, incoming_issue.published_on, 'read' AS why FROM by_issue CROSS JOIN incoming_issue;
