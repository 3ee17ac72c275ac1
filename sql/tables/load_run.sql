-- grain: one row per run of a command that writes
CREATE TABLE load_run (
    run_id VARCHAR,  -- its key
    command VARCHAR,  -- init, ingest, backfill, reextract
    code_version VARCHAR,  -- the code that ran
    started_at TIMESTAMP,  -- UTC
    finished_at TIMESTAMP,  -- UTC; NULL while it runs, or where it was killed
    status VARCHAR,  -- running, complete, failed
    n_issues INTEGER,  -- issues loaded
    n_claims INTEGER,  -- claims they hold
    n_changed INTEGER,  -- claims added, replaced or withdrawn
    detail VARCHAR  -- the error, in one line; empty where there was none
);
