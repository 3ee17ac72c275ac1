SELECT name_key(name) AS k FROM (VALUES (1, '5G Base-Stations'), (2, '“专精特新” 中小企业'), (3, NULL)) AS names (place, name) ORDER BY place
