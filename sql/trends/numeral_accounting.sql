-- grain: one row per issue: how many numerals became claims, how many were set aside and why, how many were not understood
CREATE OR REPLACE VIEW numeral_accounting AS
WITH numeral AS (FROM main.numeral),

issue AS (FROM main.issue),

counted AS (
    SELECT
        issue_id,
        count(*) AS n_numerals,
        count(*) FILTER (outcome = 'claim') AS n_claimed,
        count(*) FILTER (outcome = 'not_understood') AS n_not_understood,
        count(*) FILTER (outcome NOT IN ('claim', 'not_understood')) AS n_set_aside,
        count(*) FILTER (outcome = 'date') AS n_date,
        count(*) FILTER (outcome = 'time_of_day') AS n_time_of_day,
        count(*) FILTER (outcome = 'ordinal') AS n_ordinal,
        count(*) FILTER (outcome = 'name') AS n_name,
        count(*) FILTER (outcome = 'reference') AS n_reference,
        count(*) FILTER (outcome = 'enumeration') AS n_enumeration,
        count(*) FILTER (outcome = 'idiom') AS n_idiom,
        count(*) FILTER (outcome = 'basis') AS n_basis,
        count(*) FILTER (outcome = 'furniture') AS n_furniture
    FROM numeral
    GROUP BY issue_id
)

SELECT
    counted.issue_id,
    issue.source_id,
    issue.published_on,
    counted.n_numerals,
    counted.n_claimed,  -- numerals that became claims
    counted.n_set_aside,  -- numerals set aside with a reason other than not understood
    counted.n_not_understood,
    counted.n_date,  -- set aside as dates
    counted.n_time_of_day,  -- set aside as times of day
    counted.n_ordinal,  -- set aside as ordinals
    counted.n_name,  -- set aside as parts of names
    counted.n_reference,  -- set aside as references: page, document and phone numbers
    counted.n_enumeration,  -- set aside as enumerations
    counted.n_idiom,  -- set aside as idioms
    counted.n_basis,  -- set aside as what another number is compared with
    counted.n_furniture  -- set aside as printed outside every article
FROM counted
LEFT JOIN issue USING (issue_id);
