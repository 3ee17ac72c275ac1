-- grain: one row per claim under which no numeral is accounted for
-- about: integrity
-- severity: warn
WITH claimed AS (SELECT article_id, char_start, char_end FROM numeral WHERE outcome = 'claim'),

covered AS (
    SELECT DISTINCT claim.claim_id
    FROM claim
    INNER JOIN claimed
        ON claimed.article_id = claim.article_id AND claimed.char_start < claim.char_end AND claimed.char_end > claim.char_start
)

SELECT
    'claim' AS subject,
    claim.claim_id AS subject_id,
    'no numeral is accounted for at ' || claim.quote AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM claim ANTI JOIN covered USING (claim_id);
