SELECT
    sdmx_code('base_stations_5g') AS id,
    sdmx_code('CN-GD') AS place,
    sdmx_code('%') AS percent,
    sdmx_code('个') AS measure_word,
    sdmx_code('个') = sdmx_code('个') AND sdmx_code('个') <> sdmx_code('家') AS one_text_one_code,
    length(sdmx_code('万人 次')) AS length;
