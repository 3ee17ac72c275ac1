-- grain: one row per claim of a level of the whole country that is below the catalogue's plausible range
-- why: worth a look only, for a part may be meant that the name does not say
-- about: trust
-- severity: warn
-- reach: series
-- reads: examined_claim
WITH levels AS (
    SELECT *
    FROM examined_claim
    WHERE
        NOT corrected
        AND indicator_unit = unit
        AND (measure = 'level' OR (measure IN ('share', 'ratio') AND kind = 'ratio'))
        AND value < range_low
        AND breakdown = '' AND entity = ''
        AND ref_area = 'CN'
        -- a day, a month or a quarter is less than the year that a flow's range is about
        AND NOT (kind = 'flow' AND months < 12)
)

SELECT
    'claim' AS subject,
    levels.claim_id AS subject_id,
    number_text(levels.value) || ' ' || levels.unit || ' is below the plausible range of ' || levels.title || ', ' || number_text(levels.range_low)
    || ' to ' || number_text(levels.range_high) AS reason,
    NULL::DECIMAL(38, 10) AS suggested,
    []::VARCHAR[] AS evidence
FROM levels;
