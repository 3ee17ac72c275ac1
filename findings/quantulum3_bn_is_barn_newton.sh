#!/usr/bin/env bash
# quantulum3 0.10.0 (without its optional classifier). Done: parse() on amounts as the English press prints them.
# Expected: "$3.2bn" is 3.2 thousand million dollars, as "1.2 trillion yuan" is 1.2e12 yuan there; "2.1 million 5G base
# stations" is 2.1 million of them. Seen: "$3.2bn" is 3.2 of the unit "dollar barn newton", "459.8 bn cubic metres" 459.8
# "barn newton"; "5G" is five gauss, and next to it the word "million" is lost: the other number is 2.1. No error.
# This project reads bn, mn and tn as magnitudes and a network's generation as part of a name
# (flows/extract/mention); tests/extract/corpus/value/en.jsonl holds $2.8bn.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "quantulum3==0.10.0"
"$folder/venv/bin/python" - 2>/dev/null <<'PY'
from quantulum3 import parser

def read(text: str) -> list[tuple[float, str]]:
    found = [(quantity.value, quantity.unit.name) for quantity in parser.parse(text)]
    print(text, found)
    return found

assert read("1.2 trillion yuan") == [(1.2e12, "chinese yuan")]
assert read("$3.2bn") == [(3.2, "dollar barn newton")]
assert read("459.8 bn cubic metres") == [(459.8, "barn newton")]
assert read("2.1 million base stations") == [(2.1e6, "dimensionless")]
assert read("2.1 million 5G base stations") == [(2.1, "dimensionless"), (5.0, "gauss")]
PY
