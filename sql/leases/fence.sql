-- grain: PostgreSQL: the fence stands before every snapshot of the lake
CREATE OR REPLACE TRIGGER gongbao_fence BEFORE INSERT ON gongbao_lake.ducklake_snapshot_changes
FOR EACH ROW EXECUTE FUNCTION gongbao.fence();
