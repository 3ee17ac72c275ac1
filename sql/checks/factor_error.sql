-- grain: one row per claim that is off by a power of ten from what other numbers say it is
-- why: a scan loses a decimal point, a hand swaps 万 and 亿; the same fact in other papers, the periods beside it, growth, share
-- and parts each say what the number should be, and they say it together
-- about: trust
-- severity: error
-- reach: series
-- reads: examined_claim, factor_doubt
SELECT
    'claim' AS subject,
    factor_doubt.claim_id AS subject_id,
    number_text(examined_claim.value) || ' ' || examined_claim.unit || ' is off by 10^' || factor_doubt.power || ' from what '
    || array_to_string(factor_doubt.kinds, ', ') || ' say' AS reason,
    shifted(examined_claim.value, factor_doubt.power) AS suggested,
    factor_doubt.proofs AS evidence
FROM factor_doubt
INNER JOIN examined_claim USING (claim_id);
