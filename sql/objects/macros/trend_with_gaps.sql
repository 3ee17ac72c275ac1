-- grain: one row per period that a series of levels, shares or ratios should have between its first and its last, by the step at
-- which it is printed most closely: a period that nobody printed is a row without a value, of status missing
CREATE OR REPLACE MACRO trend_with_gaps(name, place := 'CN') AS TABLE
WITH known AS (
    SELECT
        values_of.*,
        last_day(values_of.period_end) AS month_end,
        CASE
            WHEN values_of.period_start IS NULL THEN 'instant'
            WHEN month(values_of.period_start) = 1 AND span_months(values_of.period_start, values_of.period_end) < 12 THEN 'running'
            ELSE span_months(values_of.period_start, values_of.period_end)::VARCHAR
        END AS span
    FROM values_of(name) AS values_of
    WHERE
        values_of.modality = 'actual' AND values_of.status <> 'suspect'
        AND values_of.measure IN ('level', 'share', 'ratio') AND values_of.ref_area = place
),

-- the last print of a month stands for it
monthly AS (
    SELECT known.*
    FROM known
    QUALIFY row_number() OVER (
        PARTITION BY known.series_id, known.span, known.month_end ORDER BY known.period_end DESC, known.published_on DESC, known.claim_id
    ) = 1
),

spaced AS (
    SELECT
        monthly.series_id,
        monthly.span,
        monthly.month_end,
        datediff('month', lag(monthly.month_end) OVER (PARTITION BY monthly.series_id, monthly.span ORDER BY monthly.month_end), monthly.month_end) AS step
    FROM monthly
),

steps AS (
    SELECT spaced.series_id, spaced.span, min(spaced.step) AS step, min(spaced.month_end) AS first_end, max(spaced.month_end) AS last_end
    FROM spaced
    GROUP BY spaced.series_id, spaced.span
),

expected AS (
    SELECT
        steps.series_id,
        steps.span,
        last_day((steps.first_end + to_months((unnest(range(0, coalesce(datediff('month', steps.first_end, steps.last_end) // steps.step, 0) + 1)) * coalesce(steps.step, 1))::INTEGER))::DATE) AS month_end
    FROM steps
),

-- a print off the step (a stock of the middle of a quarter) is kept beside the expected ones
rows_of_it AS (
    SELECT expected.series_id, expected.span, expected.month_end FROM expected
    UNION
    SELECT monthly.series_id, monthly.span, monthly.month_end FROM monthly
),

parts AS (
    SELECT DISTINCT
        monthly.series_id, monthly.span, monthly.indicator, monthly.breakdown, monthly.entity, monthly.ref_area, monthly.measure, monthly.unit
    FROM monthly
)

SELECT
    parts.indicator,
    parts.breakdown,
    parts.entity,
    parts.ref_area,
    parts.measure,
    coalesce(
        monthly.period,
        CASE
            WHEN rows_of_it.span = 'instant' THEN strftime(rows_of_it.month_end, '%Y-%m')
            WHEN rows_of_it.span = 'running' THEN period_label(make_date(year(rows_of_it.month_end), 1, 1), rows_of_it.month_end)
            ELSE period_label((date_trunc('month', rows_of_it.month_end) - to_months(rows_of_it.span::INTEGER - 1))::DATE, rows_of_it.month_end)
        END
    ) AS period,
    monthly.value,
    parts.unit,
    coalesce(monthly.status, 'missing') AS status,
    obs_status(coalesce(monthly.status, 'missing')) AS obs_status,  -- the status as SDMX writes it: A normal, E estimated, F forecast, P provisional, U suspect, O missing, T target
    monthly.source,
    monthly.published_on,
    monthly.sentence,
    monthly.claim_id
FROM rows_of_it
INNER JOIN parts ON parts.series_id = rows_of_it.series_id AND parts.span = rows_of_it.span
LEFT JOIN monthly
    ON monthly.series_id = rows_of_it.series_id AND monthly.span = rows_of_it.span AND monthly.month_end = rows_of_it.month_end
ORDER BY 1, 2, 4, parts.series_id, rows_of_it.span, rows_of_it.month_end;
