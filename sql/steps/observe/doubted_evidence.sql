-- grain: one row per claim that is newly doubted, or doubted no more: of its evidence nothing changes but whether it is suspect, and by
-- that how much it is preferred. Looked for twice: first the places alone, so that only the vectors that hold one are unpacked
-- makes: doubted_place, stored_evidence, incoming_evidence, outgoing_evidence, added_evidence
-- reads: moved_doubt
CREATE OR REPLACE TEMP TABLE doubted_place AS
SELECT observation_evidence.rowid AS place FROM observation_evidence SEMI JOIN moved_doubt USING (published_on, claim_id);

CREATE OR REPLACE TEMP TABLE stored_evidence AS
SELECT observation_evidence.rowid AS place, observation_evidence.*
FROM observation_evidence
WHERE observation_evidence.rowid IN (SELECT doubted_place.place FROM doubted_place);

CREATE OR REPLACE TEMP TABLE incoming_evidence AS
WITH doubted AS (
    SELECT DISTINCT finding.subject_id AS claim_id
    FROM finding SEMI JOIN moved_doubt ON moved_doubt.claim_id = finding.subject_id
    WHERE finding.closed_at IS NULL AND finding.about = 'trust' AND finding.severity = 'error' AND finding.subject = 'claim'
),

printed AS (SELECT claim.claim_id, claim.suspect FROM claim SEMI JOIN moved_doubt USING (published_on, claim_id)),

judged AS (
    SELECT
        stored_evidence.* EXCLUDE (place),
        NOT stored_evidence.corrected AND (printed.suspect OR doubted.claim_id IS NOT NULL) AS is_suspect
    FROM stored_evidence
    INNER JOIN printed ON printed.claim_id = stored_evidence.claim_id
    LEFT JOIN doubted ON doubted.claim_id = stored_evidence.claim_id
)

SELECT
    judged.* EXCLUDE (is_suspect)
    REPLACE (
        judged.is_suspect AS suspect,
        -- the bit of a doubt: see the function preference
        CASE WHEN judged.suspect = judged.is_suspect THEN judged.preference ELSE xor(judged.preference, 1::BIGINT << 39) END AS preference
    )
FROM judged;

CREATE OR REPLACE TEMP TABLE outgoing_evidence AS
SELECT stored_evidence.* EXCLUDE (place)
FROM stored_evidence
INNER JOIN incoming_evidence ON incoming_evidence.claim_id = stored_evidence.claim_id AND incoming_evidence.suspect <> stored_evidence.suspect;

CREATE OR REPLACE TEMP TABLE added_evidence AS
SELECT incoming_evidence.*
FROM incoming_evidence SEMI JOIN outgoing_evidence ON outgoing_evidence.claim_id = incoming_evidence.claim_id;
