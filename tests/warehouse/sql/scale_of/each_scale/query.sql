SELECT scale_of('465.7亿元') AS a, scale_of('3.2 million') AS b, scale_of('525.9元') AS c, scale_of('1.2萬億') AS d, scale_of('80万吨') AS e, scale_of('3 billion') AS f;
