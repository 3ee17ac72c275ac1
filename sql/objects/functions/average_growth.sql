-- grain: one value: the average growth a year, in %, of what grew to so many times itself in so many years
CREATE OR REPLACE MACRO average_growth(times, years) AS
    ((pow(times::DOUBLE, 1.0 / years) - 1) * 100)::DECIMAL(38, 4);
