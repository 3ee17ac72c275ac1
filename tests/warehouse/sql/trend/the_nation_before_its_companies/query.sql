FROM trend('汽车销量')
