-- grain: one row, the run that starts
INSERT INTO load_run VALUES ($run_id, $command, $code_version, $started_at, NULL, 'running', 0, 0, 0, '');
