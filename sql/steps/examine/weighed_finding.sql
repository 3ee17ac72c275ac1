-- grain: one row per finding of trust that was put down: how sure the reading of its claim is, and whether one article tells all of it;
-- an error whose claim, or all that proves it, is tentative or continues another number is a doubt of the reading first, and a warning
-- makes: weighed_finding
-- reads: incoming_finding
CREATE OR REPLACE TEMP TABLE weighed_finding AS
WITH told AS (
    SELECT rowid AS place, subject_id, coalesce(evidence, []) AS evidence
    FROM incoming_finding
    WHERE about = 'trust' AND subject = 'claim'
),

grounds AS (
    SELECT place, subject_id AS claim_id, TRUE AS is_subject FROM told
    UNION ALL
    SELECT place, unnest(evidence) AS claim_id, FALSE AS is_subject FROM told
),

read AS (
    SELECT
        claim.claim_id,
        claim.article_id,
        claim.confidence,
        -- 1 billion 110 million, read as 110 million
        is_tentative(claim.confidence)
        OR regexp_matches(claim.sentence, '(thousand|million|billion|trillion|[万亿萬億]) ?' || regexp_escape(claim.quote)) AS is_doubtful
    FROM claim SEMI JOIN grounds USING (claim_id)
)

SELECT
    grounds.place,
    any_value(read.confidence) FILTER (grounds.is_subject) AS confidence,
    count(DISTINCT read.article_id) = 1 AS one_article,
    bool_or(read.is_doubtful AND grounds.is_subject)
    OR coalesce(bool_and(read.is_doubtful) FILTER (NOT grounds.is_subject), FALSE) AS is_doubtful
FROM grounds
INNER JOIN read USING (claim_id)
GROUP BY grounds.place;

UPDATE incoming_finding
SET
    confidence = weighed_finding.confidence,
    one_article = weighed_finding.one_article,
    severity = CASE WHEN weighed_finding.is_doubtful THEN 'warn' ELSE incoming_finding.severity END
FROM weighed_finding
WHERE incoming_finding.rowid = weighed_finding.place;
