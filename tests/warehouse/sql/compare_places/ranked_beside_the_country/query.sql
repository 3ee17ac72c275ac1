FROM compare_places('5G基站')
