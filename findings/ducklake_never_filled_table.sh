#!/usr/bin/env bash
# duckdb 1.5.5 with its extension ducklake (duckdb-extension-ducklake 1.5.5), catalogue in a DuckDB file (with PostgreSQL the
# same). Done: two empty tables of 40 columns; one never held a row, the other held one that was deleted again; then the plan
# of a statement that names the one or the other, 20 times within a transaction. Expected: the same cost, for both are empty.
# Seen: the one that never held a row costs some 90 times as much, 0.1 processor seconds a statement: its statistics are not
# there, and are asked for anew, column by column, whenever the table is named. A warehouse whose tables fill one after the
# other loads its first issues with most of its time in that.
# This project lets every table of a new lake hold one row for a moment (_prepare_lake in warehouse/connect.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "duckdb==1.5.5" "duckdb-extension-ducklake==1.5.5"
"$folder/venv/bin/python" - "$folder" <<'PY'
import pathlib
import sys
import time

import duckdb
import duckdb_extension_ducklake

library = pathlib.Path(duckdb_extension_ducklake.__file__).parent
database = duckdb.connect()
database.load_extension(str(next(library.rglob("ducklake.duckdb_extension"))))
database.execute(f"attach 'ducklake:{sys.argv[1]}/catalogue.ducklake' as lake (data_path '{sys.argv[1]}/data')")
database.execute("use lake")
columns = ", ".join(f"c{n} varchar" for n in range(40))
database.execute(f"create table never_filled ({columns})")
database.execute(f"create table filled_once ({columns})")
database.execute("insert into filled_once default values")
database.execute("delete from filled_once")
assert database.execute("select (select count(*) from never_filled), (select count(*) from filled_once)").fetchall() == [(0, 0)]

def seconds(table: str) -> float:
    begun = time.process_time()
    for _ in range(20):
        database.execute(f"explain from {table}").fetchall()
    return (time.process_time() - begun) / 20

database.begin()
never, once = seconds("never_filled"), seconds("filled_once")
print(f"never filled {never:.4f} s a statement, filled once {once:.4f} s: {never / once:.0f} times")
assert never > 10 * once
PY
