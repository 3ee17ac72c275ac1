FROM trend('民营灯塔车间')
