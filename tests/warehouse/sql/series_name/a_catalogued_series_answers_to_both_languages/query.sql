SELECT DISTINCT name_key FROM series_name WHERE name_key IN ('5gbasestations', '5g基站') ORDER BY name_key
