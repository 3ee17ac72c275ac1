SELECT series_area(place, 'rmrb-2025-03-02-1') AS area
FROM (SELECT unnest(['全市', '我省', '该县', '园区', '全区', '高新区', 'the city', 'CN', 'CN-GD', 'WORLD', '凤山县', '临江高新区', '滨海新区', '两省', '东部地区']) AS place);
