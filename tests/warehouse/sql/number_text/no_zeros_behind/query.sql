SELECT number_text(12.50) AS a, number_text(100) AS b, number_text(0) AS c, number_text(-0.0000000001) AS d;
