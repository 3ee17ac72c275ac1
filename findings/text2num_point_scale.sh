#!/usr/bin/env bash
# text2num 3.1.0. Done: alpha2digit(text, "en") on amounts in words. Expected: "one point five billion" is 1.5 thousand million, as
# "two hundred and five million" is 205000000. Seen: "one point five billion tons" is "1.5 1000000000 tons", two numbers, of which
# the first looks like the amount; "three and a half million" is "3 and a half 1000000". No error.
# This project joins what one amount says in one reading (flows/extract/mention/numeral/en.py); tests/extract/corpus/value/en.jsonl
# holds half a million and scales in a row.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "text2num==3.1.0"
"$folder/venv/bin/python" - <<'PY'
from text_to_num import alpha2digit


def read(text: str) -> str:
    """The text with its numbers in figures."""
    found = alpha2digit(text, "en")
    print(text, "->", found)
    return found


assert read("two hundred and five million tons") == "205000000 tons"
assert read("one point five tons") == "1.5 tons"
assert read("one point five billion tons") == "1.5 1000000000 tons"
assert read("three and a half million tons") == "3 and a half 1000000 tons"
PY
