FROM compare_entities('汽车销量')
