-- grain: one row per indicator of the catalogue, as of the last refresh
CREATE TABLE indicator (
    indicator_id VARCHAR,  -- its key, such as base_stations_5g
    name_zh VARCHAR,  -- its name in Chinese
    name_en VARCHAR,  -- its name in English
    aliases VARCHAR[],  -- other names in either language
    unit VARCHAR,  -- base unit of its levels
    kind VARCHAR,  -- stock, flow, ratio, index
    frequency VARCHAR,  -- how often it is usually printed: month, quarter, half_year, year, irregular
    parent_id VARCHAR,  -- the indicator that it belongs under, NULL at the top
    range_low DECIMAL(38, 10),  -- least plausible level, NULL where open
    range_high DECIMAL(38, 10)  -- greatest plausible level, NULL where open
);
