SELECT significant_digits(33550000) AS a, significant_digits(-0.0120) AS b, significant_digits(0) AS c, significant_digits(12.05) AS d;
