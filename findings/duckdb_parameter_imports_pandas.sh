#!/usr/bin/env bash
# duckdb 1.5.5 (Python), in an environment that has pandas 3.1.1 too. A query without a parameter loads nothing else. The first
# query with a parameter, be it a short text, imports pandas, and numpy and pyarrow with it: some 0.5 s of processor time, several
# times what the query takes. One would expect a text to be bound without a look at data frames, and the time of a short program
# not to depend on what else is installed beside it. Without pandas nothing is imported.
# Here: flows/cli/__init__.py tells the command's own process that there is no pandas; tests/cli/test_verbs.py holds it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.5 pandas==3.1.1 pyarrow==25.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import time

import duckdb


def loaded():
    return [name for name in ("pandas", "numpy", "pyarrow") if name in sys.modules]


connection = duckdb.connect()
seconds = {}
for text, given in (("SELECT 'x'", None), ("SELECT ?", ["x"]), ("SELECT ?", ["x"])):
    start = time.process_time()
    connection.execute(text, given).fetchall()
    print(text, given, f"{time.process_time() - start:.3f} s of processor", "loaded since the start:", loaded())
    seconds.setdefault(text, loaded())
sys.exit(0 if seconds == {"SELECT 'x'": [], "SELECT ?": ["pandas", "numpy", "pyarrow"]} else 1)
PYTHON
