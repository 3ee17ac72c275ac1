-- grain: a value; whether a claim of that confidence is tentative: as likely wrong as right in period, place, body, name, measure or
-- modality, so that nothing is proved by it alone
CREATE OR REPLACE MACRO is_tentative(confidence) AS coalesce(confidence < 0.5, FALSE);
