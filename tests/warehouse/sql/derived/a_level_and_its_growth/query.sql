FROM derived('全部工业增加值')
