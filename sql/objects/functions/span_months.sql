-- grain: one value: how many months a period covers; 0 for an instant
CREATE OR REPLACE MACRO span_months(first_day, last_day_of_it) AS
    CASE WHEN first_day IS NULL THEN 0 ELSE datediff('month', first_day, last_day_of_it) + 1 END;
