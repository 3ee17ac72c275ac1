FROM trend('5G base stations')
