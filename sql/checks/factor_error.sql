-- grain: one row per claim that is off by a power of ten from what other numbers say it is
-- why: a scan loses a decimal point, a hand swaps 万 and 亿; the same fact in other papers, the periods beside it, growth, share
-- and parts each say what the number should be, and they say it together
-- about: trust
-- severity: error
-- reach: series
WITH best AS (
    SELECT factor_vote.*
    FROM factor_vote
    WHERE factor_vote.power <> 0
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY votes DESC, abs(power), power) = 1
),

as_printed AS (SELECT claim_id, votes FROM factor_vote WHERE power = 0)

SELECT
    'claim' AS subject,
    best.claim_id AS subject_id,
    number_text(examined_claim.value) || ' ' || examined_claim.unit || ' is off by 10^' || best.power || ' from what '
    || array_to_string(best.kinds, ', ') || ' say' AS reason,
    shifted(examined_claim.value, best.power) AS suggested,
    best.proofs AS evidence
FROM best
INNER JOIN examined_claim USING (claim_id)
LEFT JOIN as_printed USING (claim_id)
WHERE best.votes >= 2 AND best.votes > coalesce(as_printed.votes, 0);
