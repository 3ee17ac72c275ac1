SELECT converted(137060000000::DECIMAL(38, 10), 0.0005) AS jin, converted(2.5::DECIMAL(38, 10), 1) AS same, converted(NULL::DECIMAL(38, 10), 15) AS nothing;
