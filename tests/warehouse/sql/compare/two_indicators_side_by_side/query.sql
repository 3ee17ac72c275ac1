FROM compare('全部工业增加值', '制造业增加值')
