SELECT span_months(NULL, DATE '2025-07-31') AS instant, span_months(DATE '2025-07-01', DATE '2025-07-31') AS month, span_months(DATE '2025-01-01', DATE '2025-12-31') AS year
