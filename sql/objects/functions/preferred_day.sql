-- grain: one value: the day of publication in a claim's preference; what an observation prefers most lies all on one day
CREATE OR REPLACE MACRO preferred_day(preference) AS
    DATE '1900-01-01' + ((preference >> 8) & ((1::BIGINT << 30) - 1))::INTEGER;
