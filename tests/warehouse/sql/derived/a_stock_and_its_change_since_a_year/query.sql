FROM derived('灯塔企业')
