-- grain: one value: a series' public key, as text: base_stations_5g/CN/level where its parts are all codes and its unit is the
-- indicator's usual one, growth with its base behind (gdp/CN/growth/yoy), other than actual values with their modality; else its id
-- in 16 hexadecimal digits. No number above 2^53: JavaScript, spreadsheets and readers of CSV change these
CREATE OR REPLACE MACRO series_code(series_id, indicator_id, usual_unit, breakdown, entity, ref_area, measure, base, unit, modality) AS
    CASE
        WHEN
            indicator_id IS NOT NULL AND breakdown = '' AND entity = ''
            AND regexp_full_match(ref_area, '[A-Z]{2,6}(-[A-Z0-9]{1,3})?')
            AND (base IS NULL OR regexp_full_match(base, '[a-z0-9-]+'))
            AND unit = CASE
                WHEN measure IN ('level', 'change', 'change_avg', 'ratio') THEN usual_unit
                WHEN measure IN ('growth', 'growth_avg', 'share') THEN '%'
                WHEN measure = 'change_pp' THEN 'pp'
                WHEN measure = 'multiple' THEN 'x'
            END
            THEN concat_ws('/', indicator_id, ref_area, measure, base, CASE WHEN modality <> 'actual' THEN modality END)
        ELSE lpad(lower(to_hex(series_id::UBIGINT)), 16, '0')  -- as id_text, which is of this layer too
    END;
