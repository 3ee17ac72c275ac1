-- grain: one value: a body's name as a series is keyed by it: 青溪重工股份有限公司 and 青溪重工 are one, BYD and byd too
CREATE OR REPLACE MACRO entity_key(entity) AS
    lower(regexp_replace(coalesce(entity, ''), '(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司$', ''));
