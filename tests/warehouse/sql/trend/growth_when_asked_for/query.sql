FROM trend('灯塔车间', measure := 'growth')
