#!/usr/bin/env bash
# recognizers-text-suite 1.0.2a2 (with emoji 1.7.0, which it needs and does not pin). Done: the Chinese recognizers of
# numbers, currencies and dimensions on amounts with a thousands separator before 亿 or 万, and on kilometres by their
# second name. Expected: "1,234.5亿元" is an amount as "1234.5亿元" is; "5000千米" is 5000 kilometres as "5000公里" is.
# Seen: with the separator there is no number and no currency at all, of "1,234.5万吨" the unit remains with the value
# None; "5000千米" has the value None too, while "5千米" is 5000 metres: 千 is taken for a digit first.
# This project reads separators in every numeral and the longest unit first; tests/extract/corpus/value/zh.jsonl holds
# 1,314.5亿元, tests/extract/corpus/unit/zh.jsonl the kilometres.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "recognizers-text-suite==1.0.2a2" "emoji==1.7.0"
"$folder/venv/bin/python" - 2>/dev/null <<'PY'
from recognizers_number import Culture, recognize_number
from recognizers_number_with_unit import recognize_currency, recognize_dimension

def values(recognize, text: str) -> list[str | None]:
    found = [result.resolution["value"] for result in recognize(text, Culture.Chinese)]
    print(recognize.__name__, text, found)
    return found

assert values(recognize_number, "1234.5亿") == ["123450000000"]
assert values(recognize_number, "1,234.5") == ["1234.5"]
assert values(recognize_number, "1,234.5亿") == []
assert values(recognize_currency, "1234.5亿元") == ["123450000000"]
assert values(recognize_currency, "1,234.5亿元") == []
assert values(recognize_dimension, "1,234.5万吨") == [None]
assert values(recognize_dimension, "5000公里") == ["5000"]
assert values(recognize_dimension, "5000千米") == [None]
assert values(recognize_dimension, "5千米") == ["5000"]
PY
