-- grain: one row per code list and code: the texts of the observations' dimensions that no list of sdmx.toml holds, with their names.
-- An indicator's name is that of its catalogue entry, or the phrase as it is printed
WITH observations AS (FROM main.observations),

said AS (
    SELECT 'INDICATOR' AS list, coalesce(indicator_id, indicator) AS text, indicator AS name, name_en FROM observations
    UNION ALL
    SELECT 'BREAKDOWN', breakdown, breakdown, NULL FROM observations
    WHERE breakdown <> ''
    UNION ALL
    SELECT 'ENTITY', entity, entity, NULL FROM observations
    WHERE entity <> ''
    UNION ALL
    SELECT 'REF_AREA', ref_area, ref_area, NULL FROM observations
    UNION ALL
    SELECT 'BASE', base, base, NULL FROM observations
    WHERE base IS NOT NULL
    UNION ALL
    SELECT 'UNIT_MEASURE', unit, unit, NULL FROM observations
    UNION ALL
    SELECT 'SOURCE', source_id, source, NULL FROM observations
)

SELECT
    list,
    sdmx_code(text) AS code,
    min(name) AS name,
    min(name_en) AS name_en
FROM said
GROUP BY list, sdmx_code(text)
ORDER BY list, code;
