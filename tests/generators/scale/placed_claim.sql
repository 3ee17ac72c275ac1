-- grain: one row per claim, with the place of its sentence in its article
CREATE OR REPLACE TEMP TABLE placed_claim AS
SELECT
    * EXCLUDE (h, noise, j),
    coalesce(sum(length(sentence)) OVER (PARTITION BY published_on, article_id ORDER BY c ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::INTEGER AS sentence_start
FROM generated_claim;
