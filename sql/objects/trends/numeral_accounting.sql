-- grain: one row per issue: how many of its numerals became claims, how many were set aside and why, how many were not
-- understood; an issue without numerals counts none
CREATE OR REPLACE VIEW numeral_accounting AS
WITH numeral AS (FROM main.numeral),

issue AS (FROM main.issue),

counted AS (
    SELECT
        issue_id,
        count(*) AS n_numerals,
        count(*) FILTER (outcome = 'claim') AS n_claimed,
        count(*) FILTER (outcome NOT IN ('claim', 'not_understood')) AS n_set_aside,
        count(*) FILTER (outcome = 'not_understood') AS n_not_understood,
        round(100.0 * count(*) FILTER (outcome = 'not_understood') / count(*), 1)::DECIMAL(4, 1) AS not_understood_pct,
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
    issue.issue_id,
    issue.source_id,
    issue.published_on,
    coalesce(counted.n_numerals, 0) AS n_numerals,
    coalesce(counted.n_claimed, 0) AS n_claimed,  -- numerals that became claims
    coalesce(counted.n_set_aside, 0) AS n_set_aside,  -- numerals set aside with a reason other than not understood
    coalesce(counted.n_not_understood, 0) AS n_not_understood,
    counted.not_understood_pct,  -- numerals not understood, in % of all
    coalesce(counted.n_date, 0) AS n_date,  -- set aside as dates
    coalesce(counted.n_time_of_day, 0) AS n_time_of_day,  -- set aside as times of day
    coalesce(counted.n_ordinal, 0) AS n_ordinal,  -- set aside as ordinals
    coalesce(counted.n_name, 0) AS n_name,  -- set aside as parts of names
    coalesce(counted.n_reference, 0) AS n_reference,  -- set aside as references: page, document and phone numbers
    coalesce(counted.n_enumeration, 0) AS n_enumeration,  -- set aside as enumerations
    coalesce(counted.n_idiom, 0) AS n_idiom,  -- set aside as idioms
    coalesce(counted.n_basis, 0) AS n_basis,  -- set aside as what another number is compared with
    coalesce(counted.n_furniture, 0) AS n_furniture  -- set aside as printed outside every article
FROM issue
LEFT JOIN counted USING (issue_id);
