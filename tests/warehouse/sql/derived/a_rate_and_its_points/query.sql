FROM derived('灯塔率')
