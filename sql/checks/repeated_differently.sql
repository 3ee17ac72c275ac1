-- grain: one row per claim of a fact that its own article prints again otherwise, both exactly
-- why: the headline and the body, the box and the text tell one number; rounding aside they agree
-- about: trust
-- severity: warn
-- reach: article
-- reads: examined_claim, examined_issue
WITH facts AS (
    SELECT proof.observation_id, proof.value, significant_digits(proof.value) AS digits, claim.claim_id, claim.article_id, claim.quote
    FROM claim
    SEMI JOIN examined_issue USING (published_on, issue_id)
    INNER JOIN examined_claim AS proof ON proof.claim_id = claim.claim_id
    WHERE
        claim.tier = 'must' AND claim.modality = 'actual' AND claim.qualifier = 'eq' AND claim.value_high IS NULL
        AND claim.translation_of IS NULL AND NOT proof.corrected
)

SELECT
    'claim' AS subject,
    one.claim_id AS subject_id,
    one.quote || ' is printed here, ' || other.quote || ' in the same article' AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    [other.claim_id] AS evidence
FROM facts AS one
INNER JOIN facts AS other ON other.observation_id = one.observation_id AND other.article_id = one.article_id AND other.value <> one.value
WHERE
    least(one.digits, other.digits) >= 3  -- asked of two together, or the digits of all that is examined would be counted
    AND abs(other.value - one.value)::DOUBLE > 6 * pow(10, floor(log10(abs(one.value)::DOUBLE)) - least(one.digits, other.digits))
    -- what an article tells of several things under one name differs by anything; a slip keeps most digits
    AND levenshtein(number_text(one.value), number_text(other.value)) <= 1
QUALIFY row_number() OVER (PARTITION BY one.claim_id ORDER BY other.claim_id) = 1;
