SELECT series = 'base_stations_5g/CN/level' AS is_readable, length(series) AS size, indicator, name_en FROM series_named ORDER BY indicator
