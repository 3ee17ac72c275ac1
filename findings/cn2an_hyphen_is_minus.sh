#!/usr/bin/env bash
# cn2an 0.5.24. Done: transform(text, "an2cn") on sentences of a release, to print their figures in Chinese numerals.
# Expected: a hyphen between two numbers stays one or becomes 至, as in 3-5家 and 2024-11-30; a decimal under a scale keeps its
# scale, as 1.5亿吨 does. Seen: 3-5家 is 三负五家, "three minus five firms", 3-5% is 三百分之负五 and 2024-11-30
# is 二千零二十四负一十一负三十; the way back, cn2an(), reads 1.5亿 and 3万亿 but refuses 1.18万亿.
# This project takes a dash for a minus only where no number or period stands before it (flows/extract/text, mention/quantity);
# tests/extract/corpus/value holds both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "cn2an==0.5.24"
"$folder/venv/bin/python" - 2>/dev/null <<'PY'
import cn2an


def told(text: str) -> str:
    """The text with its numbers in Chinese numerals."""
    found = cn2an.transform(text, "an2cn")
    print(text, found)
    return found


assert told("产量1.5亿吨") == "产量一点五亿吨"
assert told("增长3-5%") == "增长三百分之负五"
assert told("3-5家") == "三负五家"
assert told("2024-11-30").count("负") == 2
assert cn2an.cn2an("3万亿", "smart") == 3 * 10**12 and cn2an.cn2an("1.5亿", "smart") == 150_000_000
try:
    cn2an.cn2an("1.18万亿", "smart")
except ValueError as refused:
    print(refused)
else:
    raise SystemExit("1.18万亿 is read now")
PY
