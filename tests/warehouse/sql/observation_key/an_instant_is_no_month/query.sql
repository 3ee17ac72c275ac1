SELECT observation_key(1::UBIGINT, NULL, DATE '2025-07-31') <> observation_key(1::UBIGINT, DATE '2025-07-01', DATE '2025-07-31') AS apart
