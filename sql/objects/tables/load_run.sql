-- grain: one row per run of a command that writes
CREATE TABLE load_run (
    run_id VARCHAR,  -- its key
    command VARCHAR,  -- init, ingest, backfill, reextract
    code_version VARCHAR,  -- the code that ran
    started_at TIMESTAMP,  -- UTC
    finished_at TIMESTAMP,  -- UTC; NULL while it runs; of an interrupted one the last sign of life, where there was any
    status VARCHAR,  -- running, complete, failed, interrupted (it ended without a word)
    n_issues INTEGER,  -- issues loaded
    n_claims INTEGER,  -- claims they hold
    n_changed INTEGER,  -- claims added, replaced or withdrawn; NULL where it was interrupted
    detail VARCHAR  -- the error, in one line; empty where there was none
);
