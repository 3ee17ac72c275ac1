-- grain: one row per observation, as SDMX-CSV 2.0 writes one: the structure's columns, the dimensions, the value, the attributes.
-- Every dimension is a code of the lists in structures.xml (sdmx_code, sdmx_codes), which hold its name.
-- TIME_PERIOD as SDMX's time formats have it; a span that is no year, half year, quarter or month is a time range (start/length)
WITH observations AS (FROM main.observations),

dated AS (
    SELECT
        observations.*,
        span_months(period_start, period_end) AS months,
        -- whole months, so that the span's length can be told in them
        coalesce(day(period_start) = 1 AND period_end = last_day(period_end), FALSE) AS is_whole
    FROM observations
),

timed AS (
    SELECT
        dated.*,
        CASE
            WHEN period_start IS NULL THEN 'D'
            WHEN NOT is_whole THEN '_O'
            WHEN months = 12 AND month(period_start) = 1 THEN 'A'
            WHEN months = 6 AND month(period_start) IN (1, 7) THEN 'S'
            WHEN months = 3 AND month(period_start) IN (1, 4, 7, 10) THEN 'Q'
            WHEN months = 1 THEN 'M'
            ELSE '_O'
        END AS frequency
    FROM dated
)

SELECT
    'dataflow' AS "STRUCTURE",
    'GONGBAO:OBSERVATIONS(1.0)' AS "STRUCTURE_ID",
    'I' AS "ACTION",
    frequency AS "FREQ",
    sdmx_code(coalesce(indicator_id, indicator)) AS "INDICATOR",
    coalesce(sdmx_code(nullif(breakdown, '')), '_T') AS "BREAKDOWN",
    coalesce(sdmx_code(nullif(entity, '')), '_Z') AS "ENTITY",
    sdmx_code(ref_area) AS "REF_AREA",
    measure AS "MEASURE",
    coalesce(sdmx_code(base), '_Z') AS "BASE",
    sdmx_code(unit) AS "UNIT_MEASURE",
    modality AS "MODALITY",
    CASE frequency
        WHEN 'D' THEN strftime(period_end, '%Y-%m-%d')
        WHEN 'A' THEN strftime(period_start, '%Y')
        WHEN 'S' THEN strftime(period_start, '%Y') || '-S' || (month(period_start) // 6 + 1)
        WHEN 'Q' THEN strftime(period_start, '%Y') || '-Q' || (month(period_start) // 3 + 1)
        WHEN 'M' THEN strftime(period_start, '%Y-%m')
        ELSE
            strftime(period_start, '%Y-%m-%d') || '/P'
            || CASE
                WHEN is_whole AND months % 12 = 0 THEN (months // 12) || 'Y'
                WHEN is_whole THEN months || 'M'
                ELSE (period_end - period_start + 1) || 'D'
            END
    END AS "TIME_PERIOD",
    number_text(value) AS "OBS_VALUE",
    obs_status(status) AS "OBS_STATUS",
    number_text(value_high) AS "OBS_VALUE_HIGH",
    qualifier AS "QUALIFIER",
    indicator AS "INDICATOR_NAME",
    name_en AS "INDICATOR_NAME_EN",
    n_sources AS "N_SOURCES",
    sdmx_code(source_id) AS "SOURCE",
    strftime(published_on, '%Y-%m-%d') AS "PUBLISHED_ON",
    claim_id AS "CLAIM_ID",
    sentence AS "COMMENT_OBS"
FROM timed
ORDER BY "INDICATOR", "BREAKDOWN", "ENTITY", "REF_AREA", "MEASURE", "BASE", "UNIT_MEASURE", "MODALITY", period_end, period_start;
