-- grain: one row per source, with its name in Chinese and, where it has one, in English
SELECT source.source_id, source.name, coalesce(source.name_en, source.name) AS name_en FROM main.source AS source ORDER BY source.source_id;
