-- grain: one row: how many bytes the file must have for the blocks that are in use; free ones at its end are not always written
SELECT (used_blocks * block_size)::BIGINT AS n_bytes FROM pragma_database_size();
