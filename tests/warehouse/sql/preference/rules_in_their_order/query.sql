SELECT told FROM (VALUES
    ('corrected', preference(TRUE, FALSE, 'gt', DATE '2025-01-01', 1)),
    ('exact, later', preference(FALSE, FALSE, 'eq', DATE '2025-03-01', 1)),
    ('exact, more digits', preference(FALSE, FALSE, 'eq', DATE '2025-02-01', 4)),
    ('exact, fewer digits', preference(FALSE, FALSE, 'eq', DATE '2025-02-01', 3)),
    ('about, later still', preference(FALSE, FALSE, 'about', DATE '2025-12-01', 4)),
    ('suspect, exact, last', preference(FALSE, TRUE, 'eq', DATE '2026-01-01', 9))
) AS cases (told, preference)
ORDER BY preference DESC
