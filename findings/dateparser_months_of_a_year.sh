#!/usr/bin/env bash
# dateparser 1.5.0 with languages=["zh"]. Done: parse() on the periods that statistics are printed with, told that today is
# 19 September 2025. Expected: a span or None for 1-8月 (January to August), a day of 2024 for 2024年, as 2025年8月 gives one of
# August 2025. Seen: 1-8月 is 1 August and 3-5月 is 3 May, for the hyphen parts month and day the other way round; 2024年 is
# 19 September of the year 1; search_dates() finds in a sentence of growth rates 5.2 as 2 May and 35.7 as July 2035.
# This project reads periods by its own grammar (flows/extract/mention/period); tests/extract/corpus/period/zh.jsonl holds
# 1-8月, tests/extract hold years.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "dateparser==1.5.0"
"$folder/venv/bin/python" - <<'PY'
import datetime as dt

import dateparser
from dateparser.search import search_dates

TODAY = {"RELATIVE_BASE": dt.datetime(2025, 9, 19)}


def read(text: str) -> str | None:
    """The date of a text in ISO 8601."""
    found = dateparser.parse(text, languages=["zh"], settings=TODAY)
    print(text, found and found.date())
    return found and found.date().isoformat()


def found_in(text: str) -> list[tuple[str, str]]:
    """The dates of a sentence, with the words that they were read from."""
    found = [(words, when.date().isoformat()) for words, when in search_dates(text, languages=["zh"], settings=TODAY)]
    print(text, found)
    return found


assert read("2025年8月31日") == "2025-08-31"
assert read("2025年8月") == "2025-08-19"
assert read("1-8月") == "2025-08-01"
assert read("3-5月") == "2025-05-03"
assert read("2024年") == "0001-09-19"
assert ("5.3", "2025-05-03") in found_in("2025年上半年国内生产总值同比增长5.3%")
assert ("35.7", "2035-07-19") in found_in("截至2025年6月末，织机455万台，占35.7%")
PY
