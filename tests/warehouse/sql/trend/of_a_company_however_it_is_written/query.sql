FROM trend('汽车销量', entity := '青溪汽车集团有限公司')
