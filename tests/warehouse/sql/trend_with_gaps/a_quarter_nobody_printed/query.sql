FROM trend_with_gaps('灯塔车间')
