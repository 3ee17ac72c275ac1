-- grain: one row per claim printed in % that the other numbers make percentage points, or the other way round
-- why: 产业化率 that rises from 51.5 % to 55.1 % rises by 3.6 points, which are 7 %; the two are mixed up in print
-- about: trust
-- severity: error
-- reach: series
-- reads: examined_claim, settled_period
WITH subjects AS (
    SELECT * FROM examined_claim
    WHERE modality = 'actual' AND value_high IS NULL AND NOT corrected AND ((measure = 'growth' AND unit = '%') OR (measure = 'change_pp' AND unit = 'pp'))
        AND base = 'yoy'
),

rates AS (SELECT * FROM settled_period WHERE measure IN ('share', 'ratio') AND unit = '%' AND value > 0),

-- what levels grew by is asked for points alone
pointed AS (SELECT DISTINCT family_id FROM subjects WHERE unit = 'pp'),

levels AS (
    SELECT * FROM settled_period SEMI JOIN pointed USING (family_id)
    WHERE measure = 'level' AND value > 0 AND unit <> '%'
),

growths AS (
    SELECT * FROM settled_period SEMI JOIN pointed USING (family_id)
    WHERE measure = 'growth' AND unit = '%' AND base = 'yoy'
),

-- what a rate and its own value a year ago say: by how many points it moved, and by how many per cent
moved AS (
    SELECT
        later.family_id,
        later.end_month,
        later.months,
        later.value - earlier.value AS points,
        (later.value / earlier.value - 1) * 100 AS percent,
        [earlier.claim_id, later.claim_id] AS proofs
    FROM rates AS later
    INNER JOIN rates AS earlier
        ON earlier.series_id = later.series_id AND earlier.end_month = later.end_month - 12 AND earlier.months = later.months
),

-- by how many per cent a level grew, and by how many points faster than the year before
grew AS (
    SELECT later.family_id, later.end_month, later.months, (later.value / earlier.value - 1) * 100 AS percent, [earlier.claim_id, later.claim_id] AS proofs
    FROM levels AS later
    INNER JOIN levels AS earlier
        ON earlier.series_id = later.series_id AND earlier.end_month = later.end_month - 12 AND earlier.months = later.months
    UNION ALL
    SELECT family_id, end_month, months, value AS percent, [claim_id] AS proofs FROM growths
),

growth_of AS (
    SELECT family_id, end_month, months, median(percent) AS percent, min(proofs) AS proofs FROM grew GROUP BY ALL
),

quickened AS (
    SELECT
        later.family_id,
        later.end_month,
        later.months,
        later.percent,
        later.percent - earlier.percent AS points,
        later.proofs || coalesce(earlier.proofs, []) AS proofs
    FROM growth_of AS later
    LEFT JOIN growth_of AS earlier
        ON earlier.family_id = later.family_id AND earlier.end_month = later.end_month - 12 AND earlier.months = later.months
),

disputed AS (FROM subjects SEMI JOIN pointed USING (family_id)),

-- the same number, in the other unit, from somebody else
elsewhere AS (
    SELECT subjects.claim_id, count(DISTINCT other.issue_id) AS n, list(other.claim_id ORDER BY other.claim_id)[1:3] AS proofs
    FROM disputed AS subjects
    INNER JOIN disputed AS other
        ON other.family_id = subjects.family_id AND other.end_month = subjects.end_month AND other.months = subjects.months
        AND other.unit <> subjects.unit AND abs(other.value - subjects.value) < 0.1 AND other.issue_id <> subjects.issue_id
    GROUP BY subjects.claim_id
),

alike AS (
    SELECT subjects.claim_id, count(DISTINCT other.issue_id) AS n
    FROM disputed AS subjects
    INNER JOIN disputed AS other
        ON other.observation_id = subjects.observation_id AND other.issue_id <> subjects.issue_id AND abs(other.value - subjects.value) < 0.1
    GROUP BY subjects.claim_id
),

-- an article that tells the growth itself beside the points does not mix the two up
told_beside AS (
    SELECT DISTINCT subjects.claim_id
    FROM disputed AS subjects
    INNER JOIN disputed AS other
        ON other.family_id = subjects.family_id AND other.end_month = subjects.end_month AND other.months = subjects.months
        AND other.unit = '%' AND subjects.unit = 'pp' AND other.value <> subjects.value
        AND split_part(other.claim_id, ':', 1) = split_part(subjects.claim_id, ':', 1)
),

-- what moved in a claim's own period; joined before, for an outer join on more than equal keys compares all with all
moved_beside AS (
    SELECT subjects.claim_id, moved.points, moved.percent, moved.proofs
    FROM subjects INNER JOIN moved ON moved.family_id = subjects.family_id AND moved.end_month = subjects.end_month
    WHERE moved.months = 0 OR moved.months = subjects.months
),

quickened_beside AS (
    SELECT subjects.claim_id, quickened.points, quickened.percent, quickened.proofs
    FROM subjects INNER JOIN quickened ON quickened.family_id = subjects.family_id AND quickened.end_month = subjects.end_month
    WHERE subjects.unit = 'pp' AND (quickened.months = 0 OR quickened.months = subjects.months)
),

-- of whom nothing else is told, nothing is expected
told_of AS (
    SELECT claim_id FROM moved_beside
    UNION
    SELECT claim_id FROM quickened_beside
    UNION
    SELECT claim_id FROM elsewhere
),

expected AS (
    SELECT
        subjects.claim_id,
        subjects.value,
        subjects.unit,
        CASE WHEN subjects.unit = '%' THEN moved.percent WHEN moved.points IS NOT NULL THEN moved.points ELSE quickened.points END AS should_be,
        CASE WHEN subjects.unit = '%' THEN moved.points WHEN moved.percent IS NOT NULL THEN moved.percent ELSE quickened.percent END AS other_unit,
        coalesce(moved.proofs, quickened.proofs, []) AS proofs,
        coalesce(elsewhere.n, 0) AS n_elsewhere,
        coalesce(elsewhere.proofs, []) AS elsewhere_proofs,
        coalesce(alike.n, 0) AS n_alike
    FROM subjects
    SEMI JOIN told_of USING (claim_id)
    LEFT JOIN moved_beside AS moved ON moved.claim_id = subjects.claim_id
    LEFT JOIN quickened_beside AS quickened ON quickened.claim_id = subjects.claim_id
    LEFT JOIN elsewhere ON elsewhere.claim_id = subjects.claim_id
    LEFT JOIN alike ON alike.claim_id = subjects.claim_id
    QUALIFY row_number() OVER (PARTITION BY subjects.claim_id ORDER BY abs(coalesce(should_be, 1e9) - subjects.value::DOUBLE), other_unit) = 1
),

-- near what the other unit says, and not near what its own says; rounding leaves a tenth of a point, and levels a little more
judged AS (
    SELECT
        *,
        abs(value::DOUBLE - should_be) <= greatest(0.25, 0.05 * abs(should_be)) AS fits,
        abs(value::DOUBLE - other_unit) <= greatest(0.25, 0.03 * abs(other_unit)) AS fits_other
    FROM expected
)

SELECT
    'claim' AS subject,
    judged.claim_id AS subject_id,
    number_text(judged.value) || CASE judged.unit WHEN '%' THEN ' % ' ELSE ' percentage points ' END || 'are '
    || CASE judged.unit WHEN '%' THEN 'percentage points' ELSE '%' END || ' by what the other numbers say' AS reason,
    judged.value AS suggested,
    CASE judged.unit WHEN '%' THEN 'pp' ELSE '%' END AS suggested_unit,
    list_sort(list_distinct(judged.proofs || judged.elsewhere_proofs))[1:4] AS evidence
FROM judged ANTI JOIN told_beside USING (claim_id)
WHERE
    NOT coalesce(judged.fits, FALSE)
    AND (
        coalesce(judged.fits_other, FALSE)
        OR (judged.n_elsewhere >= 2 AND judged.n_elsewhere > judged.n_alike AND judged.should_be IS NULL AND judged.other_unit IS NULL)
    );
