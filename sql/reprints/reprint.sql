-- grain: one row per article whose original is to be looked for again: of the issues in which a text moved, and of texts like it
-- within ten days. Issues of articles with another original than before are refreshed too
CREATE OR REPLACE TEMP TABLE moved_band AS
SELECT article_id, published_on, unnest(range(16)) AS band, substr(signature, band * 32 + 1, 32) AS hashes
FROM moved_signature;

CREATE OR REPLACE TEMP TABLE near_signature AS
SELECT article_signature.*
FROM article_signature
WHERE
    article_signature.published_on >= (SELECT min(published_on) - 10 FROM moved_signature)
    AND article_signature.published_on <= (SELECT max(published_on) + 10 FROM moved_signature);

CREATE OR REPLACE TEMP TABLE near_band AS
SELECT article_id, published_on, unnest(range(16)) AS band, substr(signature, band * 32 + 1, 32) AS hashes
FROM near_signature;

CREATE OR REPLACE TEMP TABLE looked_for AS
SELECT DISTINCT near_band.article_id
FROM near_band
INNER JOIN moved_band
    ON moved_band.band = near_band.band AND moved_band.hashes = near_band.hashes
    AND abs(datediff('day', moved_band.published_on, near_band.published_on)) <= 10;

CREATE OR REPLACE TEMP TABLE incoming_reprint AS
WITH pairs AS (
    SELECT DISTINCT later.article_id, earlier.article_id AS original_id
    FROM near_band AS later
    SEMI JOIN looked_for ON looked_for.article_id = later.article_id
    INNER JOIN near_band AS earlier
        ON earlier.band = later.band AND earlier.hashes = later.hashes
        AND (earlier.published_on, earlier.article_id) < (later.published_on, later.article_id)
        AND datediff('day', earlier.published_on, later.published_on) <= 10
),

compared AS (
    SELECT
        later.article_id,
        later.issue_id,
        later.published_on,
        earlier.article_id AS original_id,
        earlier.published_on AS original_published_on,
        (
            len(list_filter(range(64), place -> substr(later.signature, place * 8 + 1, 8) = substr(earlier.signature, place * 8 + 1, 8)))
            / 64
        )::DECIMAL(4, 3) AS similarity
    FROM pairs
    INNER JOIN near_signature AS later ON later.article_id = pairs.article_id
    INNER JOIN near_signature AS earlier ON earlier.article_id = pairs.original_id
)

SELECT compared.*
FROM compared
WHERE compared.similarity >= 0.7
QUALIFY row_number() OVER (
    PARTITION BY compared.article_id ORDER BY compared.original_published_on, compared.original_id
) = 1;

CREATE OR REPLACE TEMP TABLE stored_reprint AS
SELECT reprint.*
FROM reprint
WHERE reprint.article_id IN (SELECT article_id FROM looked_for UNION SELECT article_id FROM moved_signature);

CREATE OR REPLACE TEMP TABLE moved_reprint AS
(SELECT * FROM stored_reprint EXCEPT SELECT * FROM incoming_reprint)
UNION
(SELECT * FROM incoming_reprint EXCEPT SELECT * FROM stored_reprint);

DELETE FROM reprint WHERE article_id IN (SELECT article_id FROM moved_reprint);

INSERT INTO reprint
SELECT incoming_reprint.* FROM incoming_reprint SEMI JOIN moved_reprint USING (article_id) ORDER BY published_on, article_id;

INSERT INTO refreshed_issue
SELECT DISTINCT moved_reprint.published_on, moved_reprint.issue_id
FROM moved_reprint ANTI JOIN refreshed_issue USING (issue_id);
