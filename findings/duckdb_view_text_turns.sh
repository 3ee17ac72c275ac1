#!/usr/bin/env bash
# duckdb 1.5.5 (Python). A file got a view with `* EXCLUDE (b, c)`, was opened again and again, a row was written each time, and
# its text was asked of duckdb_views(). One would expect one text as long as nobody changes the view. It was another after
# each opening that wrote: EXCLUDE (c, b), (b, c), (c, b), ... The names are a set, written and read back in the order of its
# buckets, which turns each time; macros do the same. Two files of one schema thus differ for whoever compares their texts.
# Here: tests/warehouse/test_publish.py compares the objects of two files by the words of their texts (`objects`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.5
"$folder/venv/bin/python" - "$folder/file.duckdb" > "$folder/told" <<'PYTHON'
import sys

import duckdb

with duckdb.connect(sys.argv[1]) as connection:
    connection.execute("CREATE TABLE t (a INTEGER, b INTEGER, c INTEGER)")
    connection.execute("CREATE VIEW v AS SELECT * EXCLUDE (b, c) FROM t")
for _ in range(4):
    with duckdb.connect(sys.argv[1]) as connection:
        print(connection.execute("SELECT sql FROM duckdb_views() WHERE view_name = 'v'").fetchone()[0])
        connection.execute("INSERT INTO t VALUES (1, 2, 3)")
PYTHON
cat "$folder/told"
test "$(sort -u "$folder/told" | wc -l)" = 2
