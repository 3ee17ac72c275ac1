FROM values_of('汽车销量')
