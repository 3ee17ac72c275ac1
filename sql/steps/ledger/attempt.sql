-- grain: one row, the attempt that ends
INSERT INTO issue_attempt VALUES (
    $run_id, $issue_id, $source_id, $published_on, $started_at, $finished_at, $status, $detail, $n_answers, $n_bodies, $n_bytes, $n_stored
);
