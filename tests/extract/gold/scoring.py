"""Scores extracted claims against gold annotations, as the gold guidelines define a match.

A prediction and a gold claim are the same mention when their spans overlap, white space aside. `must` claims count for
recall; a prediction that hits neither a `must` nor a `may` claim is a false positive. `strict` asks for value, unit,
measure, modality, period end, place and indicator to be right together.
"""

from __future__ import annotations

import calendar
import collections
import datetime as dt
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
COUNT_UNITS = {*"家户个项件次人台辆座所枚种条场宗笔起名位款批套类艘架部", "人次", "万次"}
FIELDS = ("value", "unit", "measure", "qualifier", "modality", "period_end", "period", "ref_area", "indicator")
STRICT = ("value", "unit", "measure", "modality", "period_end", "ref_area", "indicator")


def squeeze(text: str) -> tuple[str, list[int]]:
    """The text without white space, and each of its characters' offset in the text."""
    kept = [(char, offset) for offset, char in enumerate(text) if not char.isspace()]
    return "".join(char for char, _ in kept), [offset for _, offset in kept]


def read_gold(path: Path, text: str) -> list[Row]:
    """The gold claims of a document in reading order, each with its `span` in the squeezed text (None: not found)."""
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    flat, _ = squeeze(text)
    seen = 0
    for claim in gold:
        sentence, quote = squeeze(claim["sentence"])[0], squeeze(claim["quote"])[0]
        at = flat.find(sentence, max(0, seen - len(sentence)))
        at = flat.find(sentence) if at < 0 else at
        inner = -1
        for _ in range(claim.get("nth", 1)):
            inner = sentence.find(quote, inner + 1)
        claim["span"] = (at + inner, at + inner + len(quote)) if at >= 0 and inner >= 0 else None
        seen = max(seen, at)
    return gold


def bounds(period: str, published: dt.date) -> tuple[dt.date | None, dt.date]:
    """First and last day of a gold period; (None, published) for `pub`."""
    if period in ("pub", ""):
        return None, published
    first, slash, last = period.partition("/")
    start, end = _day(first, first=True), _day(last or first, first=False)
    if slash:
        return start, end if last else published
    return (start if len(period) < len("2024-01-01") else None), end


def _day(period: str, *, first: bool) -> dt.date:
    parts = [int(part) for part in period.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (1 if first else 12)
    return dt.date(year, month, 1 if first else calendar.monthrange(year, month)[1])


def compare(gold: Row, found: Row, published: dt.date, lang: str) -> dict[str, bool]:
    """Which fields of a prediction are those of the gold claim."""
    start, end = bounds(gold["period"], published)
    found_end = found["period_end"] or published
    named = f"{found['indicator']} {found['breakdown']}".lower()
    right = {
        "value": _same(gold["value"], found["value"]) and _same(gold.get("value_high"), found["value_high"]),
        "unit": gold["unit"] == found["unit"]
        or (lang == "en" and gold["unit"] in COUNT_UNITS and found["unit"] in COUNT_UNITS),
        "period_end": found_end == end or (gold["period"] == "pub" and found["period_end"] is None),
        "ref_area": gold["ref_area"] == found["ref_area"],
        "indicator": all(word.lower() in named for word in gold["keywords"]),
    }
    right.update({field: gold[field] == found[field] for field in ("measure", "qualifier", "modality")})
    begins = found["period_start"]
    right["period"] = right["period_end"] and (begins == start or (start is None and begins == end))
    return right


def _same(wanted: float | None, found: Any) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    return abs(float(wanted) - float(found)) <= 1e-6 * max(1.0, abs(float(wanted)))


def score(gold: list[Row], found: list[Row], text: str, published: dt.date) -> collections.Counter[str]:
    """Counts of one document: must, hit, false, strict, each field. `found` rows hold `span`s in the squeezed text."""
    counts: collections.Counter[str] = collections.Counter()
    taken: set[int] = set()
    english = re.search("^# lang:\\s*en", text, re.M) is not None
    for claim in gold:
        lang = claim.get("lang") or ("en" if english else "zh")
        must = claim["tier"] == "must"
        counts["must"] += must
        counts["unplaced"] += claim["span"] is None
        candidates = [
            (sum(right.values()), -number, number, right)
            for number, row in enumerate(found)
            if number not in taken and claim["span"] and _overlap(row["span"], claim["span"])
            for right in [compare(claim, row, published, lang)]
        ]
        if not candidates:
            continue
        _, _, number, right = max(candidates, key=lambda candidate: candidate[:2])
        taken.add(number)
        if must:
            counts["hit"] += 1
            counts["strict"] += all(right[field] for field in STRICT)
            counts.update({field: int(right[field]) for field in FIELDS})
    counts["false"] = len(found) - len(taken)
    return counts


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def summary(parts: Iterable[collections.Counter[str]]) -> dict[str, float]:
    """Precision, recall, strict F1 and the share of right values of each field, over all documents."""
    total = sum(parts, collections.Counter())
    judged = total["hit"] + total["false"]
    precision, recall = total["strict"] / judged, total["strict"] / total["must"]
    figures = {
        "precision": total["hit"] / judged,
        "recall": total["hit"] / total["must"],
        "strict_f1": 2 * precision * recall / (precision + recall),
    }
    return figures | {field: total[field] / total["hit"] for field in FIELDS}
