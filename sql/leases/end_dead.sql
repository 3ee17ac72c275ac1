-- grain: PostgreSQL: the sessions that hold a lock of ours for a process that gives no sign of life, ended
SELECT pg_terminate_backend(pg_locks.pid)
FROM pg_locks INNER JOIN pg_stat_activity USING (pid)
LEFT JOIN gongbao.holder ON holder.holder = pg_stat_activity.application_name AND holder.alive_until > clock_timestamp()
WHERE pg_locks.locktype = 'advisory' AND pg_locks.granted AND pg_locks.classid = 26479 AND holder.holder IS NULL
    AND pg_stat_activity.application_name <> '';
