SELECT shifted(465::DECIMAL(38, 10), 1) AS a, shifted(1.5::DECIMAL(38, 10), -8) AS b, shifted(0.0000000007::DECIMAL(38, 10), 1) AS c, shifted(9e27::DECIMAL(38, 10), -8) AS d;
