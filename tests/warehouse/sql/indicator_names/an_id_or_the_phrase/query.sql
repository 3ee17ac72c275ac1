SELECT DISTINCT name_key FROM (FROM indicator_names('5G基站') UNION FROM indicator_names('灯塔车间')) ORDER BY 1
