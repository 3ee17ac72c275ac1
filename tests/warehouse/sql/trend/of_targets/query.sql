FROM trend('5G基站', modality := 'target')
