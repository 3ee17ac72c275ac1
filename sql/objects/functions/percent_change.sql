-- grain: one value: how many % `later` is above `earlier`; NULL where there is nothing to divide by
CREATE OR REPLACE MACRO percent_change(earlier, later) AS
    CASE WHEN earlier <> 0 THEN ((later - earlier) / abs(earlier) * 100)::DECIMAL(38, 4) END;
