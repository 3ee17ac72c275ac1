FROM search('灯塔车间')
