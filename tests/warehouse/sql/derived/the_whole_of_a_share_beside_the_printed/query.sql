FROM derived('国内生产总值')
