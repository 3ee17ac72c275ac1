FROM evidence('灯塔车间')
