-- grain: one row per attempt at an issue: when, by which run, with what outcome and at what cost
CREATE TABLE issue_attempt (
    run_id VARCHAR,  -- the run
    issue_id VARCHAR,  -- <source_id>-<published_on>
    source_id VARCHAR,  -- the paper
    published_on DATE,  -- the day printed on it
    started_at TIMESTAMP,  -- UTC
    finished_at TIMESTAMP,  -- UTC
    status VARCHAR,  -- complete, partial, no_issue, not_yet, failed, drifted
    detail VARCHAR,  -- the ledger's reason at that moment
    n_answers INTEGER,  -- answers archived
    n_bodies INTEGER,  -- of them new bodies, the rest confirmed what was stored
    n_bytes BIGINT,  -- of those bodies
    n_stored INTEGER  -- pages taken from the archive because they could not be had again
);
