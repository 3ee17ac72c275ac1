FROM trend('5G基站', place := 'CN-GD')
