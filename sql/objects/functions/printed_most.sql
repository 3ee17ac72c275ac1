-- grain: one value: the most that a printed number can mean, the other end of printed_least: 8.3 is 8.35 at most, 超过450万 up to 460万
CREATE OR REPLACE MACRO printed_most(number, step, last_place, qualifier) AS
    number::DOUBLE + CASE
        WHEN qualifier = 'about' THEN greatest(last_place, step / 2)
        WHEN qualifier = CASE WHEN number < 0 THEN 'lt' ELSE 'gt' END THEN greatest(last_place, step)
        WHEN qualifier IN ('gt', 'lt') THEN 0
        ELSE step / 2
    END;
