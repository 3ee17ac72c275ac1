-- grain: one row per source: a paper or a list of releases
WITH source AS (FROM main.source)

SELECT source.* FROM source;
