FROM find_former_series('灯塔')
