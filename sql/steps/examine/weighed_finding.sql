-- grain: one row per finding of trust that was put down: how sure the reading of its claim is, and whether one article tells all of it;
-- an error whose claim, or all that proves it, is a doubtful reading is a doubt of the reading first, and a warning
-- looked for twice: first the places of the claims alone, so that only the vectors that hold one are unpacked
-- makes: weighed_ground, ground_place, weighed_finding
-- reads: examined_claim, examined_issue, incoming_finding, weighed_before
CREATE OR REPLACE TEMP TABLE weighed_ground AS
WITH told AS (
    SELECT rowid AS place, subject_id, coalesce(evidence, []) AS evidence
    FROM incoming_finding
    WHERE about = 'trust' AND subject = 'claim' AND rowid NOT IN (SELECT weighed_before.place FROM weighed_before)
)

SELECT place, subject_id AS claim_id, TRUE AS is_subject FROM told
UNION ALL
SELECT place, unnest(evidence) AS claim_id, FALSE AS is_subject FROM told;

-- by their days, as rows lie: what is found and what proves it is of examined series, or of an examined issue
CREATE OR REPLACE TEMP TABLE ground_place AS
WITH days AS (
    SELECT published_on FROM examined_issue
    UNION
    SELECT published_on FROM examined_claim SEMI JOIN weighed_ground USING (claim_id)
)

SELECT claim.rowid AS place
FROM claim SEMI JOIN days USING (published_on)
WHERE claim.claim_id IN (SELECT weighed_ground.claim_id FROM weighed_ground);

CREATE OR REPLACE TEMP TABLE weighed_finding AS
WITH proof AS (
    SELECT claim_id, unit, value, corrected, tentative
    FROM examined_claim SEMI JOIN weighed_ground USING (claim_id)
),

read AS (
    SELECT
        claim.claim_id,
        claim.article_id,
        claim.confidence,
        -- a check of series suggests in the unit that the series keeps
        CASE WHEN proof.value <> claim.value AND NOT proof.corrected THEN proof.unit END AS kept_unit,
        is_doubtful_reading(claim.confidence, claim.sentence, claim.quote) AS is_doubtful,
        -- what its article tells otherwise too proves nothing of others, though its own sentence may show that it is wrong
        coalesce(proof.tentative, FALSE) AS is_no_proof
    FROM claim
    LEFT JOIN proof ON proof.claim_id = claim.claim_id
    WHERE claim.rowid IN (SELECT ground_place.place FROM ground_place)
)

SELECT
    grounds.place,
    any_value(read.confidence) FILTER (grounds.is_subject) AS confidence,
    any_value(read.kept_unit) FILTER (grounds.is_subject) AS kept_unit,
    count(DISTINCT read.article_id) = 1 AS one_article,
    bool_or(read.is_doubtful AND grounds.is_subject)
    OR coalesce(bool_and(read.is_doubtful OR read.is_no_proof) FILTER (NOT grounds.is_subject), FALSE) AS is_doubtful
FROM weighed_ground AS grounds
INNER JOIN read USING (claim_id)
GROUP BY grounds.place;

UPDATE incoming_finding
SET
    confidence = weighed_finding.confidence,
    one_article = weighed_finding.one_article,
    suggested_unit = CASE
        -- these judge what is printed, in the unit in which it is printed
        WHEN incoming_finding.rule IN ('part_over_whole', 'part_unlike_usual', 'suspect_as_printed') THEN incoming_finding.suggested_unit
        WHEN incoming_finding.suggested IS NOT NULL THEN coalesce(incoming_finding.suggested_unit, weighed_finding.kept_unit)
    END,
    severity = CASE WHEN weighed_finding.is_doubtful THEN 'warn' ELSE incoming_finding.severity END
FROM weighed_finding
WHERE incoming_finding.rowid = weighed_finding.place;

UPDATE incoming_finding
SET confidence = weighed_before.confidence, one_article = weighed_before.one_article, suggested_unit = weighed_before.suggested_unit
FROM weighed_before
WHERE incoming_finding.rowid = weighed_before.place;
