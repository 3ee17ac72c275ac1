-- grain: one row per claim about what the name $name stands for
SELECT evidence.* FROM evidence($name, measure := $measure, place := $place, entity := $entity) AS evidence;
