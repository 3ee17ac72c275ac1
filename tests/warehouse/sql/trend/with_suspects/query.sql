FROM trend('5G基站', suspects := TRUE)
