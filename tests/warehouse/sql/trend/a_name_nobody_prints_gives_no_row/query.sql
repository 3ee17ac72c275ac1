FROM trend('月球基地')
