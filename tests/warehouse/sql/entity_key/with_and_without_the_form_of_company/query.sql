SELECT entity_key(name) AS k FROM (VALUES (1, '青溪重工股份有限公司'), (2, '青溪重工集团有限公司'), (3, 'BYD'), (4, NULL)) AS names (place, name) ORDER BY place
