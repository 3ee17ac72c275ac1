-- grain: one row per article whose original is to be looked for again: of the issues in which a text moved, and of texts like it
-- within ten days. Issues of articles with another original than before are refreshed too
-- makes: near_signature, near_band, looked_for, incoming_reprint, stored_reprint, changed_reprint
-- reads: changed_signature, refreshed_issue
CREATE OR REPLACE TEMP TABLE near_signature AS
SELECT
    row_number() OVER (ORDER BY article_signature.published_on, article_signature.article_id)::INTEGER AS n,
    datediff('day', DATE '1900-01-01', article_signature.published_on)::INTEGER AS day,
    article_signature.*
FROM article_signature
WHERE
    article_signature.published_on >= (SELECT min(published_on) - 10 FROM changed_signature)
    AND article_signature.published_on <= (SELECT max(published_on) + 10 FROM changed_signature);

-- a band is known by its hash and by the stretch of eleven days it lies in: what lies ten days apart lies in one stretch or in two
-- that touch, so that articles of other years are not even met
CREATE OR REPLACE TEMP TABLE near_band AS
SELECT n, day, day // 11 AS stretch, hash(band, substr(signature, band * 32 + 1, 32)) AS hashes
FROM near_signature CROSS JOIN (SELECT unnest(range(16)) AS band);

CREATE OR REPLACE TEMP TABLE looked_for AS
WITH changed_band AS (
    SELECT
        datediff('day', DATE '1900-01-01', published_on)::INTEGER AS day,
        hash(band, substr(signature, band * 32 + 1, 32)) AS hashes
    FROM changed_signature CROSS JOIN (SELECT unnest(range(16)) AS band)
),

met AS (
    SELECT changed_band.day, changed_band.hashes, unnest(range(day // 11 - 1, day // 11 + 2))::INTEGER AS stretch
    FROM changed_band
)

SELECT near_signature.n FROM near_signature SEMI JOIN changed_signature USING (article_id)
UNION
SELECT near_band.n
FROM near_band
SEMI JOIN met
    ON met.hashes = near_band.hashes AND met.stretch = near_band.stretch
    AND met.day <= near_band.day + 10 AND met.day >= near_band.day - 10;

CREATE OR REPLACE TEMP TABLE incoming_reprint AS
WITH asked AS (
    SELECT near_band.n, near_band.day, near_band.hashes, unnest([near_band.stretch, near_band.stretch - 1]) AS stretch
    FROM near_band SEMI JOIN looked_for USING (n)
),

pairs AS (
    SELECT DISTINCT later.n, earlier.n AS original_n
    FROM asked AS later
    INNER JOIN near_band AS earlier
        ON earlier.hashes = later.hashes AND earlier.stretch = later.stretch
        AND earlier.n < later.n AND earlier.day >= later.day - 10
),

-- of 64 numbers seven tenths must be equal: at most 19 differ, each in at most eight digits. That is quickly counted
close_pairs AS (
    SELECT later.*, earlier.article_id AS original_id, earlier.published_on AS original_published_on, earlier.signature AS original_signature
    FROM pairs
    INNER JOIN near_signature AS later ON later.n = pairs.n
    INNER JOIN near_signature AS earlier ON earlier.n = pairs.original_n
    WHERE hamming(later.signature, earlier.signature) <= 19 * 8
),

compared AS (
    SELECT
        article_id,
        issue_id,
        published_on,
        original_id,
        original_published_on,
        (
            len(list_filter(range(64), place -> substr(signature, place * 8 + 1, 8) = substr(original_signature, place * 8 + 1, 8)))
            / 64
        )::DECIMAL(4, 3) AS similarity
    FROM close_pairs
)

SELECT compared.*
FROM compared
WHERE compared.similarity >= 0.7
QUALIFY row_number() OVER (
    PARTITION BY compared.article_id ORDER BY compared.original_published_on, compared.original_id
) = 1;

CREATE OR REPLACE TEMP TABLE stored_reprint AS
WITH asked AS (
    SELECT near_signature.article_id FROM near_signature SEMI JOIN looked_for USING (n)
    UNION
    SELECT article_id FROM changed_signature
)

SELECT reprint.*
FROM reprint SEMI JOIN asked USING (article_id)
WHERE
    reprint.published_on >= (SELECT min(published_on) - 10 FROM changed_signature)
    AND reprint.published_on <= (SELECT max(published_on) + 10 FROM changed_signature);

CREATE OR REPLACE TEMP TABLE changed_reprint AS
(SELECT * FROM stored_reprint EXCEPT SELECT * FROM incoming_reprint)
UNION
(SELECT * FROM incoming_reprint EXCEPT SELECT * FROM stored_reprint);

DELETE FROM reprint
WHERE published_on IN (SELECT published_on FROM changed_reprint) AND article_id IN (SELECT article_id FROM changed_reprint);

INSERT INTO reprint
SELECT incoming_reprint.* FROM incoming_reprint SEMI JOIN changed_reprint USING (article_id) ORDER BY published_on, article_id;

INSERT INTO refreshed_issue
SELECT DISTINCT changed_reprint.published_on, changed_reprint.issue_id
FROM changed_reprint ANTI JOIN refreshed_issue USING (issue_id);
