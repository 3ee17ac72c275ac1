-- grain: one value: a series' id: the same parts give the same id for ever. An indicator's id and a phrase never meet
CREATE OR REPLACE MACRO series_key(indicator_id, phrase, breakdown, ref_area, measure, base, unit, modality) AS
    md5_number_lower(
        concat_ws(
            chr(31),
            CASE WHEN indicator_id IS NULL THEN 'phrase' ELSE 'indicator' END, coalesce(indicator_id, phrase),
            breakdown, ref_area, measure, coalesce(base, ''), unit, modality
        )
    );
