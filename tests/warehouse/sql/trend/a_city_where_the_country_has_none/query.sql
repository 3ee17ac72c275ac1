FROM trend('灯塔')
