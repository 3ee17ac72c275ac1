FROM as_of(DATE '2026-01-01', '灯塔车间')
