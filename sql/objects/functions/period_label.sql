-- grain: one value: a period in ISO 8601: 2024, 2025-07, 2024-11-30 for an instant, 2020/2024 and 2025-01/2025-08 for spans
CREATE OR REPLACE MACRO period_label(first_day, last_day_of_it) AS
    CASE
        WHEN first_day IS NULL THEN strftime(last_day_of_it, '%Y-%m-%d')
        WHEN day(first_day) <> 1 OR last_day_of_it <> last_day(last_day_of_it)
            THEN strftime(first_day, '%Y-%m-%d') || '/' || strftime(last_day_of_it, '%Y-%m-%d')
        WHEN month(first_day) = 1 AND month(last_day_of_it) = 12 AND year(first_day) = year(last_day_of_it)
            THEN strftime(first_day, '%Y')
        WHEN month(first_day) = 1 AND month(last_day_of_it) = 12
            THEN strftime(first_day, '%Y') || '/' || strftime(last_day_of_it, '%Y')
        WHEN strftime(first_day, '%Y-%m') = strftime(last_day_of_it, '%Y-%m') THEN strftime(first_day, '%Y-%m')
        ELSE strftime(first_day, '%Y-%m') || '/' || strftime(last_day_of_it, '%Y-%m')
    END;
