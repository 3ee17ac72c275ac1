FROM trend_with_gaps('灯塔产值') ORDER BY unit, period
