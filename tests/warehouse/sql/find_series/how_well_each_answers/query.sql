SELECT * FROM find_series('灯塔 车间') INNER JOIN series USING (series_id) ORDER BY fit
