-- grain: one row: what loading the issue changed
-- reads: added_claim, added_numeral, added_superseded, changed_issue, counted_issue, outgoing_article, outgoing_claim, outgoing_numeral, outgoing_superseded
SELECT
    counted_issue.n_articles,
    counted_issue.n_claims,
    counted_issue.n_numerals,
    counted_issue.n_not_understood,
    (SELECT count(*) FROM added_claim ANTI JOIN outgoing_claim USING (claim_id)) AS added,
    (SELECT count(*) FROM outgoing_claim WHERE NOT withdrawn) AS replaced,
    (SELECT count(*) FROM outgoing_claim WHERE withdrawn) AS withdrawn,
    (SELECT count(*) FROM outgoing_numeral) + (SELECT count(*) FROM added_numeral)
    + (SELECT count(*) FROM outgoing_article) + (SELECT count(*) FROM outgoing_superseded) + (SELECT count(*) FROM added_superseded) + (SELECT count(*) FROM changed_issue) AS other_rows_changed
FROM counted_issue;
