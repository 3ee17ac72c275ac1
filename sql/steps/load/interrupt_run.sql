-- grain: one row, a run that ended without a word: what its attempts at issues tell of it
UPDATE load_run
SET
    status = 'interrupted',
    detail = $detail,
    finished_at = (SELECT max(issue_attempt.finished_at) FROM issue_attempt WHERE issue_attempt.run_id = $run_id),
    n_issues = (
        SELECT count(DISTINCT issue_attempt.issue_id)
        FROM issue_attempt
        WHERE issue_attempt.run_id = $run_id AND issue_attempt.status IN ('complete', 'partial')
    ),
    n_claims = (
        SELECT coalesce(sum(issue.n_claims), 0)
        FROM issue
        WHERE
            issue.issue_id IN (
                SELECT issue_attempt.issue_id
                FROM issue_attempt
                WHERE issue_attempt.run_id = $run_id AND issue_attempt.status IN ('complete', 'partial')
            )
    ),
    n_changed = NULL
WHERE run_id = $run_id AND status = 'running';
