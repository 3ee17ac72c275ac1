-- grain: one value: the same day a year before; of a month's last day, the last day of that month
CREATE OR REPLACE MACRO year_before(of_day) AS
    CASE
        WHEN of_day = last_day(of_day) THEN last_day((of_day - INTERVAL 1 YEAR)::DATE)
        ELSE (of_day - INTERVAL 1 YEAR)::DATE
    END;
