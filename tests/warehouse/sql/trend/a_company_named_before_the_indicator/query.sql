FROM trend('青溪汽车汽车销量')
