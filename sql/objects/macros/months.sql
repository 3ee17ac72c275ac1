-- grain: one row per stretch of months of a flow that is printed from January on (1—7月, 1—8月, the year): what came in between two
-- prints, its formula and its inputs. Where prints are missing the stretch is longer than a month (n_months), never guessed
CREATE OR REPLACE MACRO months(name, place := 'CN') AS TABLE
WITH running AS (
    SELECT values_of.*
    FROM values_of(name) AS values_of
    WHERE
        values_of.modality = 'actual' AND values_of.status <> 'suspect' AND values_of.value_high IS NULL
        AND values_of.measure = 'level' AND values_of.ref_area = place
        AND day(values_of.period_start) = 1 AND month(values_of.period_start) = 1
        AND year(values_of.period_end) = year(values_of.period_start)
        AND values_of.period_end = last_day(values_of.period_end)
    QUALIFY rank() OVER (ORDER BY values_of.fit) = 1
),

stepped AS (
    SELECT
        running.*,
        lag(running.value) OVER by_year AS earlier_value,
        lag(running.period_end) OVER by_year AS earlier_end,
        lag(running.period) OVER by_year AS earlier_period,
        lag(running.claim_id) OVER by_year AS earlier_claim_id
    FROM running
    WINDOW by_year AS (PARTITION BY running.series_id, year(running.period_end) ORDER BY running.period_end)
)

SELECT
    stepped.indicator,
    stepped.breakdown,
    stepped.entity,
    stepped.ref_area,
    period_label((coalesce(stepped.earlier_end + 1, stepped.period_start))::DATE, stepped.period_end) AS period,
    datediff('month', coalesce(stepped.earlier_end + 1, stepped.period_start), stepped.period_end) + 1 AS n_months,  -- how many months lie between the two prints
    stepped.value - coalesce(stepped.earlier_value, 0) AS value,
    stepped.unit,
    CASE WHEN stepped.earlier_end IS NULL THEN stepped.status ELSE 'derived' END AS status,
    stepped.period || coalesce(' − ' || stepped.earlier_period, '') AS formula,
    stepped.value AS running_value,  -- the sum since January as printed
    stepped.earlier_value AS earlier_running_value,  -- the sum since January at the print before
    stepped.sentence,
    stepped.claim_id,
    stepped.earlier_claim_id
FROM stepped
ORDER BY stepped.indicator, stepped.breakdown, stepped.entity, stepped.series_id, stepped.period_end;
