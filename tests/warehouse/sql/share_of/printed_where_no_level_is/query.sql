FROM share_of('全部工业增加值', 'GDP')
