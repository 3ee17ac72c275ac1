-- grain: one row per source: the same counts over all its issues, and how many issues they are
CREATE OR REPLACE VIEW numeral_accounting_by_source AS
WITH numeral AS (FROM main.numeral),

issue AS (FROM main.issue),

source AS (FROM main.source),

counted AS (
    SELECT
        issue.source_id,
        count(DISTINCT issue.issue_id) AS n_issues,
        count(numeral.outcome) AS n_numerals,
        count(*) FILTER (numeral.outcome = 'claim') AS n_claimed,
        count(*) FILTER (numeral.outcome NOT IN ('claim', 'not_understood')) AS n_set_aside,
        count(*) FILTER (numeral.outcome = 'not_understood') AS n_not_understood,
        round(100.0 * count(*) FILTER (numeral.outcome = 'not_understood') / nullif(count(numeral.outcome), 0), 1)::DECIMAL(4, 1) AS not_understood_pct,
        count(*) FILTER (numeral.outcome = 'date') AS n_date,
        count(*) FILTER (numeral.outcome = 'time_of_day') AS n_time_of_day,
        count(*) FILTER (numeral.outcome = 'ordinal') AS n_ordinal,
        count(*) FILTER (numeral.outcome = 'name') AS n_name,
        count(*) FILTER (numeral.outcome = 'reference') AS n_reference,
        count(*) FILTER (numeral.outcome = 'enumeration') AS n_enumeration,
        count(*) FILTER (numeral.outcome = 'idiom') AS n_idiom,
        count(*) FILTER (numeral.outcome = 'basis') AS n_basis,
        count(*) FILTER (numeral.outcome = 'furniture') AS n_furniture
    FROM issue
    LEFT JOIN numeral USING (issue_id)
    GROUP BY issue.source_id
)

SELECT
    counted.source_id,
    coalesce(source.name, counted.source_id) AS source,
    counted.n_issues,
    counted.n_numerals,
    counted.n_claimed,
    counted.n_set_aside,
    counted.n_not_understood,
    counted.not_understood_pct,
    counted.n_date,
    counted.n_time_of_day,
    counted.n_ordinal,
    counted.n_name,
    counted.n_reference,
    counted.n_enumeration,
    counted.n_idiom,
    counted.n_basis,
    counted.n_furniture
FROM counted
LEFT JOIN source USING (source_id);
