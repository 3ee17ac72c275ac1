-- grain: one row per claim whose offsets do not give its quote, or whose sentence does not hold it
-- about: integrity
-- severity: error
-- reads: held_text
-- by equal days, so that of large tables only the held ones are unpacked; what has no day or no issue is always looked at
WITH claims AS (
    SELECT claim.* FROM claim SEMI JOIN held_text USING (published_on, issue_id)
    UNION ALL
    SELECT claim.* FROM claim WHERE claim.published_on IS NULL OR claim.issue_id IS NULL
),

articles AS (
    SELECT article.* FROM article SEMI JOIN held_text USING (published_on)
    UNION ALL
    SELECT article.* FROM article WHERE article.published_on IS NULL
),

proofs AS (
    SELECT
        claims.claim_id,
        claims.quote,
        claims.sentence,
        substring(articles.text, claims.char_start + 1, claims.char_end - claims.char_start) AS printed
    FROM claims
    INNER JOIN articles ON articles.article_id = claims.article_id
)

SELECT
    'claim' AS subject,
    proofs.claim_id AS subject_id,
    CASE
        WHEN proofs.printed <> proofs.quote THEN 'the text at its place reads ' || proofs.printed || ', not ' || proofs.quote
        ELSE 'its sentence does not hold its quote ' || proofs.quote
    END AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM proofs
WHERE proofs.printed <> proofs.quote OR NOT contains(proofs.sentence, proofs.quote);
