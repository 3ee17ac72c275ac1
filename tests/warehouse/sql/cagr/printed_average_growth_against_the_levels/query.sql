FROM cagr('灯塔产值')
