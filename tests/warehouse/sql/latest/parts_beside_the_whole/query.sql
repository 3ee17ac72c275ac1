FROM latest('灯塔车间')
