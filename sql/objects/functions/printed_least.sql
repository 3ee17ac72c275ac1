-- grain: one value: the least that a printed number can mean, by the worth of its last printed digit (`step`), of the last that says
-- something, and its qualifier: 8.3 is 8.25 at least; 约 may be off by one in the last place, 不足 lies up to that much below, 超过 not
-- at all. Of a negative number the qualifier is of its size: 下降超过5% is less than -5
CREATE OR REPLACE MACRO printed_least(number, step, last_place, qualifier) AS
    number::DOUBLE - CASE
        WHEN qualifier = 'about' THEN greatest(last_place, step / 2)
        WHEN qualifier = CASE WHEN number < 0 THEN 'gt' ELSE 'lt' END THEN greatest(last_place, step)
        WHEN qualifier IN ('gt', 'lt') THEN 0
        ELSE step / 2
    END;
