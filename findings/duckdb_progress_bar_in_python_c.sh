#!/usr/bin/env bash
# duckdb 1.5.5 (Python). A question of over two seconds was asked by `python -c`, its answer piped on as CSV. In the midst of the
# rows stood a progress bar: printed to the standard output, which was no terminal. One would expect a bar on the standard
# error, or none where nobody looks; and one would expect the same program to say the same. In a file the setting
# enable_progress_bar is false, by `python -c` it is true: the package asks whether __main__ has a __file__ to know whether a
# person sits there. Nor can the setting be given to connect() as configuration, it is refused there; it is set afterwards.
# Here: warehouse/connect.py sets it for every connection; tests/warehouse/test_load_refusals.py asks by `python -c`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.5
cat > "$folder/ask.py" <<'PYTHON'
import duckdb

connection = duckdb.connect()
connection.execute("SET threads = 1")
connection.execute("SELECT count(*) FROM range(1500000000) WHERE range % 7 = 3")  # for some seconds
print(connection.fetchone()[0])
PYTHON
"$folder/venv/bin/python" "$folder/ask.py" > "$folder/by_file"
"$folder/venv/bin/python" -c "$(cat "$folder/ask.py")" > "$folder/by_text"
by_file=$(wc -c < "$folder/by_file") by_text=$(wc -c < "$folder/by_text")
echo "bytes of one number: $by_file from a file, $by_text by -c"
refused=$("$folder/venv/bin/python" -c "
import duckdb
try:
    duckdb.connect(config={'enable_progress_bar': 'false'})
except duckdb.Error as error:
    print(error)")
echo "$refused"
test "$by_file" -lt 12 && test "$by_text" -gt 12 && grep -q enable_progress_bar <<< "$refused"
