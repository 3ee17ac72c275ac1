FROM months('灯塔产值')
