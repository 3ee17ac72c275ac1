#!/usr/bin/env bash
# duckdb 1.5.5. Counts of several small tables were asked for in one row, the usual way: SELECT (SELECT count(*) FROM a),
# (SELECT count(*) FROM b), ... One would expect each more to cost as much as the one before. The time of planning doubles with
# each: of one-row tables ten counts take some fifteen times as long as four, 30 ms against 2, nearly all of it before a row is
# read; and with twelve the same statement takes 3 ms, for past some number the planner gives up looking for the best order of
# these joins. The same counts as rows, one below another by UNION ALL, cost 1 ms at any number.
# Here: sql/steps/load/summary.sql, which every issue that is loaded asks, counts one below another;
# tests/warehouse/test_load_laws.py holds the numbers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.5
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import time

import duckdb

connection = duckdb.connect()
connection.execute("SET threads = 1")
for number in range(12):
    connection.execute(f"CREATE TABLE t{number} AS SELECT 1 AS a")


def milliseconds(query: str) -> float:
    taken = []
    for _ in range(9):
        begun = time.thread_time()
        connection.execute(query).fetchall()
        taken.append(time.thread_time() - begun)
    return round(min(taken) * 1000, 1)


side_by_side = {}
for n in range(2, 13):
    side_by_side[n] = milliseconds("SELECT " + ", ".join(f"(SELECT count(*) FROM t{number})" for number in range(n)))
    below = milliseconds(" UNION ALL ".join(f"SELECT count(*) FROM t{number}" for number in range(n)))
    print(n, "counts: side by side", side_by_side[n], "ms, one below another", below, "ms")
sys.exit(0 if side_by_side[10] > 4 * side_by_side[12] else 1)
PYTHON
