-- grain: one value: a status as SDMX's code list CL_OBS_STATUS writes it. A normal (a declared correction too), E estimated (a
-- derived value too), F forecast, P provisional, U low reliability (suspect), O missing (a gap); T, a target, is this project's own
CREATE OR REPLACE MACRO obs_status(status) AS
    CASE status
        WHEN 'normal' THEN 'A'
        WHEN 'corrected' THEN 'A'
        WHEN 'estimate' THEN 'E'
        WHEN 'derived' THEN 'E'
        WHEN 'forecast' THEN 'F'
        WHEN 'provisional' THEN 'P'
        WHEN 'suspect' THEN 'U'
        WHEN 'missing' THEN 'O'
        WHEN 'target' THEN 'T'
    END;
