FROM share_of('全部工业增加值', '国内生产总值')
