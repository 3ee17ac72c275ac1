FROM yoy('全部工业增加值')
