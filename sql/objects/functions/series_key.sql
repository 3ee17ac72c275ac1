-- grain: one value: a series' id: the same parts give the same id for ever. An indicator's id and a phrase never meet; the upper half
-- is of the indicator alone, so that in the readers' copy the series of one indicator lie side by side
CREATE OR REPLACE MACRO series_key(indicator_id, phrase, breakdown, entity, ref_area, measure, base, unit, modality) AS
    (
        md5_number_lower(coalesce('indicator' || chr(31) || indicator_id, 'phrase' || chr(31) || phrase)) // 4294967296 * 4294967296
        + md5_number_lower(
            concat_ws(
                chr(31),
                CASE WHEN indicator_id IS NULL THEN 'phrase' ELSE 'indicator' END, coalesce(indicator_id, phrase),
                breakdown, CASE WHEN entity <> '' THEN 'entity' || chr(30) || entity END, ref_area, measure, coalesce(base, ''), unit, modality
            )
        ) % 4294967296
    )::UBIGINT;
