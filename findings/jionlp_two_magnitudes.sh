#!/usr/bin/env bash
# jionlp 1.5.31. Done: parse_money on an amount printed with two magnitudes and Arabic digits, the usual print of the
# Chinese press (3亿2000万元, 320 million yuan). Expected: 320000000, as from the same amount in Han numerals.
# Seen: 620020000.00 with `definition: accurate`: the part before the second magnitude is multiplied too
# (3亿2000 is added to 3亿 and 2万); 三亿二千万元 gives 320000000.00. 1.2万亿元, one number before two magnitudes, is right.
# This project reads parts between magnitudes itself (flows/extract/mention/quantity); the corpus line that begins with
# a steel output of 1亿2000万吨 (tests/extract/corpus/quantity/zh.jsonl) holds the right value.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "jionlp==1.5.31"
"$folder/venv/bin/python" - 2>/dev/null <<'PY'
import jionlp

seen = {text: jionlp.parse_money(text) for text in ("3亿2000万元", "13万2千元", "三亿二千万元", "1.2万亿元")}
for text, answer in seen.items():
    print(text, answer)
numbers = {text: answer["num"] for text, answer in seen.items()}
assert numbers["3亿2000万元"] == "620020000.00", numbers
assert numbers["13万2千元"] == "172000.00", numbers
assert numbers["三亿二千万元"] == "320000000.00", numbers
assert numbers["1.2万亿元"] == "1200000000000.00", numbers
assert {answer["definition"] for answer in seen.values()} == {"accurate"}, seen
PY
