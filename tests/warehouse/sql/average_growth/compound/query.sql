SELECT average_growth(1.21, 2) AS a, average_growth(0.81, 2) AS b;
