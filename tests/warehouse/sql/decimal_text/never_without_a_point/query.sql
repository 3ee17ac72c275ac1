SELECT decimal_text(12.50) AS a, decimal_text(100) AS b, decimal_text(0) AS c, decimal_text(-8.7) AS d;
