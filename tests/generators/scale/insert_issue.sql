-- grain: one row per issue of the month
INSERT INTO issue BY NAME
SELECT
    issue_id, any_value(source_id) AS source_id, published_on, 'complete' AS status, '' AS detail, 1 AS n_pages,
    count(DISTINCT article_id)::INTEGER AS n_articles, sum(length(sentence))::BIGINT AS n_characters, count(*)::INTEGER AS n_claims,
    count(*)::INTEGER AS n_numerals, 0 AS n_not_understood, '' AS content_hash, 'generated' AS code_version,
    TIMESTAMP '2026-01-01' AS changed_at
FROM placed_claim GROUP BY published_on, issue_id ORDER BY published_on, issue_id;
