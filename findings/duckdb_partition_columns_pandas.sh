#!/usr/bin/env bash
# duckdb 1.5.5, pandas 3.1.1 with pyarrow 25.0.1, polars 1.30 and later. A table was written as Parquet files in folders by one
# of its own text columns: COPY ... (PARTITION_BY (source), WRITE_PARTITION_COLUMNS). The option keeps the column in the files
# too, so that each file is whole by itself. One would expect any reader of such folders to take the column from either place,
# for both hold the same. DuckDB and polars do. pandas refuses the folder: pyarrow makes a dictionary of the folders' names,
# finds plain text in the files, and will not merge the two ("Unable to merge: Field source has incompatible types"). Without
# the option all three read it, and the column is a category in pandas.
# Here: warehouse/read/export/tables.py leaves the option out; tests/warehouse/test_round_trips.py reads the folder with all three.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.5 pandas==3.1.1 pyarrow==25.0.1 polars==1.44.0
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys

import duckdb
import pandas
import polars

folder = sys.argv[1]
rows = "SELECT * FROM (VALUES ('morning', 1), ('evening', 2)) AS rows(source, value)"
duckdb.sql(f"COPY ({rows}) TO '{folder}/both' (FORMAT parquet, PARTITION_BY (source), WRITE_PARTITION_COLUMNS)")
duckdb.sql(f"COPY ({rows}) TO '{folder}/path' (FORMAT parquet, PARTITION_BY (source))")
refused = False
for name in ("both", "path"):
    print(name, "duckdb", sorted(duckdb.sql(f"SELECT source, value FROM '{folder}/{name}/*/*.parquet'").fetchall()))
    print(name, "polars", sorted(polars.read_parquet(f"{folder}/{name}").select("source", "value").rows()))
    try:
        print(name, "pandas", sorted(pandas.read_parquet(f"{folder}/{name}")[["source", "value"]].values.tolist()))
    except Exception as error:  # whatever it is called: it is printed
        print(name, "pandas", type(error).__name__, error)
        refused = name == "both"
sys.exit(0 if refused else 1)
PYTHON
