#!/usr/bin/env bash
# duckdb 1.5.5 with its extension fts (duckdb-extension-fts 1.5.5). Done: a full-text index over a Chinese and an English
# sentence, once as the manual shows it and once with `ignore` given the very pattern that the manual states as its
# default. Expected: the same terms both times; that Chinese is not cut into words; that a year or "5G" can be asked for.
# Seen: the two indexes differ. Left alone, Han characters stay and only digits and marks go: the runs of characters
# between digits become terms, one with a letter glued to it, "2025" and "50.3" find nothing in the
# English sentence either. With the manual's pattern every Han character is gone.
# This project's search therefore asks the sentences themselves; tests/warehouse/test_answers.py holds what it finds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "duckdb==1.5.5" "duckdb-extension-fts==1.5.5"
"$folder/venv/bin/python" - <<'PY'
import pathlib

import duckdb
import duckdb_extension_fts

folder = pathlib.Path(duckdb_extension_fts.__file__).parent
database = duckdb.connect()
database.load_extension(str(next(folder.rglob("fts.duckdb_extension"))))
database.execute("create table sentence (id integer, text varchar)")
database.execute("insert into sentence values (1, '全国5G基站达到470万个'), (2, 'The PMI was 50.3 in August 2025')")

def terms(options: str) -> set[str]:
    database.execute(f"pragma create_fts_index('sentence', 'id', 'text', overwrite = 1{options})")
    seen = {term for (term,) in database.execute("select term from fts_main_sentence.dict").fetchall()}
    print(options or "as it is", sorted(seen))
    return seen

assert terms(r", ignore = '(\\.|[^a-z])+'") == {"pmi", "august"}
assert terms("") == {"全国", "g基站达到", "万个", "pmi", "august"}

def found(text: str) -> list[int]:
    query = "select id from (select id, fts_main_sentence.match_bm25(id, ?) score from sentence) where score is not null"
    ids = [row[0] for row in database.execute(query, [text]).fetchall()]
    print(text, ids)
    return ids

assert found("PMI") == [2]
assert not found("2025") and not found("50.3") and not found("基站") and not found("5G")
PY
