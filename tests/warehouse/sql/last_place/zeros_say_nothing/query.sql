SELECT last_place(4598000) AS a, last_place(8.30) AS b, last_place(-5) AS c, last_place(0) AS d, last_place(30) AS e;
