FROM trend('灯塔车间')
