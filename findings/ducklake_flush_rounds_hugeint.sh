#!/usr/bin/env bash
# duckdb 1.5.5 with its extension ducklake (duckdb-extension-ducklake 1.5.5), catalogue in a DuckDB file. Done: a table
# made from a sum of whole numbers (HUGEINT, the type of every sum), few rows, so that they are kept inlined in the
# catalogue; then ducklake_flush_inlined_data, the housekeeping verb that moves inlined rows into Parquet. Expected: the
# same rows before and after, or a refusal when the table is made, as there is for types that DuckLake has not (BIT, ENUM).
# Seen: before the flush the sum is exact, after it 9007199254740993 reads 9007199254740992, without a word: the file's
# column is a DOUBLE. DECIMAL(38,0) keeps every digit.
# This project stores values as DECIMAL and casts sums and counts that it stores to BIGINT.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "duckdb==1.5.5" "duckdb-extension-ducklake==1.5.5"
"$folder/venv/bin/python" - "$folder" <<'PY'
import pathlib
import sys

import duckdb
import duckdb_extension_ducklake

EXACT = 9007199254740993  # 2 to the 53rd and 1
library = pathlib.Path(duckdb_extension_ducklake.__file__).parent
database = duckdb.connect()
database.load_extension(str(next(library.rglob("ducklake.duckdb_extension"))))
database.execute(f"attach 'ducklake:{sys.argv[1]}/catalogue.ducklake' as lake (data_path '{sys.argv[1]}/data')")
database.execute("create table lake.total as select sum(n) as whole, 9007199254740993::decimal(38, 0) as exact "
                 "from (values (9007199254740992::bigint), (1::bigint)) numbers(n) limit 0")
database.execute("insert into lake.total values (9007199254740993, 9007199254740993)")

def row() -> tuple[int, int]:
    whole, exact = database.execute("select whole, exact from lake.total").fetchone()
    print("whole", whole, "exact", exact)
    return int(whole), int(exact)

kind = database.execute("select column_type from (describe lake.total) where column_name = 'whole'").fetchone()[0]
print("type", kind)
assert kind == "HUGEINT", kind
assert row() == (EXACT, EXACT)
print(database.execute("call ducklake_flush_inlined_data('lake')").fetchall())
assert row() == (EXACT - 1, EXACT)
PY
