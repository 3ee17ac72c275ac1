FROM vintages('全部工业增加值')
