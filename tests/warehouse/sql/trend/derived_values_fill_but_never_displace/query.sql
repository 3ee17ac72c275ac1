FROM trend('全部工业增加值', derived := TRUE)
