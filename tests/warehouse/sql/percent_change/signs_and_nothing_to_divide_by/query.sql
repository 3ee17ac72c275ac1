SELECT percent_change(earlier, later) AS c FROM (VALUES (1, 100, 110), (2, 2, 1), (3, -2, 1), (4, 0, 1)) AS pairs (place, earlier, later) ORDER BY place
