-- grain: PostgreSQL: who is alive (holder), who has what (lease), and the fence at which a commit of DuckLake shows its lease
CREATE SCHEMA IF NOT EXISTS gongbao;

CREATE TABLE IF NOT EXISTS gongbao.holder (
    holder TEXT PRIMARY KEY,  -- a process
    said TEXT NOT NULL,  -- the process in words
    alive_until TIMESTAMPTZ NOT NULL  -- by the server's clock, moved on by every sign of life
);

CREATE TABLE IF NOT EXISTS gongbao.lease (
    name TEXT PRIMARY KEY,  -- issue:<issue_id>, or refresh
    holder TEXT NOT NULL,  -- whose it is as long as that is alive
    taken_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
);

-- a commit that names its lease holds it, or is none; FOR SHARE lets nobody take it over until the commit is through
CREATE OR REPLACE FUNCTION gongbao.fence() RETURNS TRIGGER LANGUAGE plpgsql AS $fence$
BEGIN
    IF NEW.author IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM gongbao.lease WHERE name = NEW.commit_message AND holder = NEW.author FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'gongbao lease % is held by another', NEW.commit_message;
    END IF;
    IF NEW.commit_extra_info = 'alone' THEN
        PERFORM 1 FROM pg_locks INNER JOIN pg_stat_activity USING (pid)
        WHERE pg_locks.locktype = 'advisory' AND pg_locks.granted AND pg_locks.mode = 'ExclusiveLock'
            AND pg_locks.classid = 26479 AND pg_locks.objid = 1 AND pg_stat_activity.application_name = NEW.author;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'gongbao lease % is held by another', 'copy';
        END IF;
    END IF;
    RETURN NEW;
END
$fence$;
