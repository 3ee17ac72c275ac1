-- grain: one row, the run that ends
UPDATE load_run
SET finished_at = $finished_at, status = $status, n_issues = $n_issues, n_claims = $n_claims, n_changed = $n_changed, detail = $detail
WHERE run_id = $run_id;
