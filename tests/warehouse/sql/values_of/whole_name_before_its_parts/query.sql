FROM values_of('灯塔车间') ORDER BY fit
