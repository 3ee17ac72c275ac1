-- grain: one row per incoming correction that meets no claim, or one of another value, in the order of the file
-- makes: placed_correction
-- reads: incoming_correction
CREATE OR REPLACE TEMP TABLE placed_correction AS
WITH printed AS (
    SELECT
        claim.claim_id,
        claim.article_id,
        claim.issue_id,
        claim.published_on,
        claim.quote,
        claim.value,
        row_number() OVER (PARTITION BY claim.article_id, claim.quote ORDER BY claim.char_start) AS nth
    FROM claim
    WHERE claim.article_id IN (SELECT article_id FROM incoming_correction)
)

SELECT
    incoming_correction.*,
    printed.claim_id,
    printed.issue_id,
    printed.value AS found_value,
    incoming_correction.article_id IN (SELECT article_id FROM article) AS has_article
FROM incoming_correction
LEFT JOIN printed USING (article_id, quote, nth);

SELECT
    place,
    CASE
        WHEN NOT has_article THEN 'an article ' || article_id
        WHEN claim_id IS NULL THEN 'claim ' || nth || ' with the quote ' || quote || ' in ' || article_id
        ELSE quote || ' in ' || article_id || ' to be read as ' || number_text(printed)
    END AS expected,
    CASE
        WHEN NOT has_article THEN 'none'
        WHEN claim_id IS NULL THEN 'none'
        ELSE number_text(found_value)
    END AS found
FROM placed_correction
WHERE claim_id IS NULL OR found_value <> printed
ORDER BY regexp_extract(place, ':(\d+)$', 1)::INTEGER
LIMIT 1;
