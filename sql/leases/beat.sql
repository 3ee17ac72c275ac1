-- grain: PostgreSQL: a sign of life
INSERT INTO gongbao.holder (holder, said, alive_until) VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
ON CONFLICT (holder) DO UPDATE SET alive_until = excluded.alive_until;
