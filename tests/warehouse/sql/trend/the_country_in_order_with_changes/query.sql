FROM trend('5G基站')
