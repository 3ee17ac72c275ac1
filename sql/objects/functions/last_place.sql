-- grain: one value: the worth of a number's last digit that says something: 4598000 gives 1000, 8.30 gives 0.1, 0 gives 1
CREATE OR REPLACE MACRO last_place(number) AS
    CASE
        WHEN number = 0 THEN 1::DOUBLE
        WHEN number % 1 = 0
            THEN pow(10, length(number::DECIMAL(38, 0)::VARCHAR) - length(rtrim(number::DECIMAL(38, 0)::VARCHAR, '0')))
        ELSE pow(10, -length(split_part(rtrim(number::DECIMAL(38, 10)::VARCHAR, '0'), '.', 2)))
    END;
