SELECT likely_step(1300, 100.0) AS a, likely_step(4500000, 100000.0) AS b, likely_step(8.3, 0.1) AS c;
