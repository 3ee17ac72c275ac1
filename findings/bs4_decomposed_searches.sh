#!/usr/bin/env bash
# beautifulsoup4 4.15.0. `Tag.decomposed` is the documented way to ask whether an element was destroyed, and its code reads one
# attribute. Asked of an element that stands, it searches all that is below it: no such attribute is set before `decompose`, and
# a missing attribute of a Tag is the first element of that name, so that a <_decomposed> is looked for. A page of 8,000 elements
# takes eight times as long to answer as one of 1,000 (some 5 ms), where one would expect a flag to take the same for both; asked of
# every element of a page, it is quadratic in its depth. The answer is right.
# Here: flows/sources/markup.py asks for the name, which a destroyed element has lost; tests/sources/test_selectors.py holds it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q beautifulsoup4==4.15.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import time

from bs4 import BeautifulSoup

taken = {}
for n in (1_000, 8_000):
    box = BeautifulSoup("<div>" + "<p>a</p>" * n + "</div>", "html.parser").div
    start = time.process_time()
    answers = {box.decomposed for _ in range(20)}
    taken[n] = (time.process_time() - start) / 20
    print(f"{n:,} elements below: {answers}, {taken[n] * 1000:.3f} ms of processor")
sys.exit(0 if taken[8_000] > 4 * taken[1_000] else 1)
PYTHON
