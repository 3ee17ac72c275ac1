-- grain: PostgreSQL: who has a lease, in words
SELECT holder.said FROM gongbao.lease INNER JOIN gongbao.holder USING (holder) WHERE lease.name = $1;
