-- grain: one value: an observation's id, of its series and its period
CREATE OR REPLACE MACRO observation_key(series_id, period_start, period_end) AS
    md5_number_lower(concat_ws(chr(31), series_id::VARCHAR, coalesce(period_start::VARCHAR, ''), period_end::VARCHAR));
