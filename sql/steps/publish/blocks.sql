-- grain: one row: how many bytes the file must have for the blocks that its header counts
SELECT (total_blocks * block_size)::BIGINT AS n_bytes FROM pragma_database_size();
