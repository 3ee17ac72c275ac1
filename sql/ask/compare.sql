-- grain: one row per period and place in which both names have an actual value of the measure $measure
SELECT compare.* FROM compare($name, $other, measure := $measure) AS compare;
