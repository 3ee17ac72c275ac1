-- grain: one row per claim whose offsets do not give its quote, or whose sentence does not hold it
-- about: integrity
-- severity: error
-- reads: held_issue
WITH proofs AS (
    SELECT
        claim.claim_id,
        claim.quote,
        claim.sentence,
        substring(article.text, claim.char_start + 1, claim.char_end - claim.char_start) AS printed
    FROM claim
    SEMI JOIN held_issue
        ON held_issue.issue_id IS NOT DISTINCT FROM claim.issue_id AND held_issue.published_on IS NOT DISTINCT FROM claim.published_on
    INNER JOIN article ON article.article_id = claim.article_id
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
