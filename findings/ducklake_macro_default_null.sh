#!/usr/bin/env bash
# duckdb 1.5.5 with its extension ducklake (duckdb-extension-ducklake 1.5.5). Done: a macro whose argument may be left out, its
# default NULL with a type, `word := NULL::VARCHAR`; once in a DuckDB file, once in a lake. Expected: the argument is NULL where
# it is left out, or a refusal of the statement, as there is of NULL without a type. Seen: in the lake the argument is the four
# letters NULL, without a word said: coalesce(word, 'nothing') gives 'NULL', and of a DATE the first use fails to read "NULL".
# This project makes its macros in each connection, not in the lake (adapted in warehouse/lake.py).
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

library = pathlib.Path(duckdb_extension_ducklake.__file__).parent
database = duckdb.connect()
database.load_extension(str(next(library.rglob("ducklake.duckdb_extension"))))
database.execute(f"attach 'ducklake:{sys.argv[1]}/catalogue.ducklake' as lake (data_path '{sys.argv[1]}/data')")
database.execute(f"attach '{sys.argv[1]}/plain.duckdb' as plain")
seen = {}
for place in ("plain", "lake"):
    database.execute(f"use {place}")
    database.execute("create macro said(word := NULL::VARCHAR) as coalesce(word, 'nothing')")
    (seen[place],) = database.execute("select said()").fetchone()
    print(place, "->", seen[place])
assert seen == {"plain": "nothing", "lake": "NULL"}, seen
PY
