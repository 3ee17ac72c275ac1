-- grain: one row per numeral of the month
INSERT INTO numeral BY NAME
SELECT
    issue_id, published_on, article_id, sentence_start + length(before) AS char_start,
    sentence_start + length(before) + length(quote) AS char_end, quote AS text, 'claim' AS outcome
FROM placed_claim ORDER BY published_on, issue_id, article_id, sentence_start;
