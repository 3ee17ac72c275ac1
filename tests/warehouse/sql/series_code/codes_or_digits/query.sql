SELECT series_code(255, p.id, '个', p.part, '', p.area, p.measure, p.base, p.unit, p.modality) AS key
FROM (
    VALUES
        (1, 'lamps', '', 'CN', 'level', NULL, '个', 'actual'),
        (2, 'lamps', '', 'CN-GD', 'growth', 'yoy', '%', 'actual'),
        (3, 'lamps', '', 'CN', 'level', NULL, '个', 'target'),
        (4, 'lamps', '民营', 'CN', 'level', NULL, '个', 'actual'),
        (5, 'lamps', '', '某市', 'level', NULL, '个', 'actual'),
        (6, 'lamps', '', 'CN', 'level', NULL, '盏', 'actual'),
        (7, NULL, '', 'CN', 'level', NULL, '个', 'actual')
) AS p (place, id, part, area, measure, base, unit, modality)
ORDER BY p.place
