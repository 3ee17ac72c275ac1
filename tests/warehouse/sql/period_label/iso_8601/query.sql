SELECT period_label(first_day, final_day) AS p
FROM (
    VALUES
    (1, DATE '2024-01-01', DATE '2024-12-31'),
    (2, DATE '2025-07-01', DATE '2025-07-31'),
    (3, NULL, DATE '2024-11-30'),
    (4, DATE '2020-01-01', DATE '2024-12-31'),
    (5, DATE '2025-01-01', DATE '2025-08-31'),
    (6, DATE '2025-07-10', DATE '2025-08-31')
) AS periods (place, first_day, final_day)
ORDER BY place
