SELECT significant(297900000000 / 1.56, 6) AS large, significant(0.00123456789, 6) AS small, significant(0, 6) AS nothing, significant(-12345.678, 6) AS below
