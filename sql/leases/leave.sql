-- grain: PostgreSQL: a process that ends, with all that it has
WITH gone AS (DELETE FROM gongbao.holder WHERE holder = $1 OR alive_until < clock_timestamp() - INTERVAL '1 day')

DELETE FROM gongbao.lease WHERE holder = $1;
