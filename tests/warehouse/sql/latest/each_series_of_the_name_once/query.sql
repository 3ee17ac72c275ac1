FROM latest('5G基站')
