-- grain: PostgreSQL: one row where the lease is the caller's now: nobody had it, or who had it is not alive
INSERT INTO gongbao.lease AS held (name, holder) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, taken_at = clock_timestamp()
WHERE NOT EXISTS (
    SELECT 1 FROM gongbao.holder WHERE holder.holder = held.holder AND holder.alive_until > clock_timestamp()
)
RETURNING held.name;
