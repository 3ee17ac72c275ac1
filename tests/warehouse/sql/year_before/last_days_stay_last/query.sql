SELECT year_before(DATE '2025-02-28') AS february, year_before(DATE '2024-02-29') AS leap, year_before(DATE '2025-09-19') AS middle
