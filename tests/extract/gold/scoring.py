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
import math
import random
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.extract.gold.reading import Row, squeeze

SAME_UNIT = {"名": "人", "位": "人", "标箱": "标准箱", "公斤": "千克"}
COUNT_UNITS = {*"家户个项件次人台辆座所枚种条场宗笔起名位款批套类艘架部", "人次", "万次"}
FIELDS = ("value", "unit", "measure", "qualifier", "modality", "period_end", "period", "ref_area", "indicator")
DRAWS = 1000
STRICT = ("value", "unit", "measure", "modality", "period_end", "ref_area", "indicator")


@dataclass(slots=True)
class Scored:
    """What scoring says of one document. `sure`: each claim found with its confidence and whether it is all right."""

    counts: collections.Counter[str] = field(default_factory=collections.Counter)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


def read_gold(path: Path, text: str) -> list[Row]:
    """The gold claims of a document in reading order, each with its `span` in the squeezed text (None: not found).

    A claim names its place by sentence and quote, or, where the text may not be held, by its offsets in the file.
    """
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    flat, offsets = squeeze(text)
    seen = 0
    for claim in gold:
        if "char_start" in claim:
            claim["span"] = (bisect_left(offsets, claim["char_start"]), bisect_left(offsets, claim["char_end"]))
            claim["quote"] = claim["indicator"] = text[claim["char_start"] : claim["char_end"]]
            claim["sentence"] = ""
            continue
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
    begins, ends = (
        dt.date.fromisoformat(str(day)) if day else None for day in (found["period_start"], found["period_end"])
    )
    named = " ".join(str(found.get(name) or "") for name in ("indicator", "breakdown", "entity")).lower()
    units = gold["unit"], found["unit"]
    right = {
        "value": _same(gold["value"], found["value"]) and _same(gold.get("value_high"), found["value_high"]),
        "unit": SAME_UNIT.get(units[0], units[0]) == SAME_UNIT.get(units[1], units[1])
        or (lang == "en" and COUNT_UNITS.issuperset(units)),
        "period_end": (ends or published) == end or (gold["period"] == "pub" and ends is None),
        "ref_area": gold["ref_area"] == found["ref_area"],
        "indicator": all(word.lower() in named for word in gold["keywords"]),
    }
    right.update({name: gold[name] == found[name] for name in ("measure", "qualifier", "modality")})
    right["period"] = right["period_end"] and (begins == start or (start is None and begins == ends))
    return right


def _same(wanted: float | None, found: Any) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    return abs(float(wanted) - float(found)) <= 1e-6 * max(1.0, abs(float(wanted)))


def score(gold: list[Row], found: list[Row], published: dt.date, lang: str) -> Scored:
    """One document: must, hit, false, strict and each field counted. Rows hold `span`s in the squeezed text."""
    scored, taken = Scored(), set[int]()
    counts = scored.counts
    for claim in gold:
        must = claim["tier"] == "must"
        counts["must"] += must
        counts["unplaced"] += claim["span"] is None
        best = _best(claim, found, taken, published, claim.get("lang") or lang)
        if best is None:
            scored.misses += [f"MISSED {claim['quote']} | {claim['indicator']} | {claim['sentence'][:90]}"] * must
            continue
        number, right = best
        taken.add(number)
        if must:
            strict = all(right[name] for name in STRICT)
            counts["hit"] += 1
            counts["strict"] += strict
            counts.update({name: int(right[name]) for name in FIELDS})
            scored.sure.append((float(found[number]["confidence"]), strict))
            scored.misses += [_wrong(claim, found[number], right)] * (not strict)
    false = [row for number, row in enumerate(found) if number not in taken]
    counts["false"] = len(false)
    scored.misses += [f"FALSE {row['quote']} | {row['indicator']} | {row['sentence'][:90]}" for row in false]
    return scored


def _best(
    claim: Row, found: list[Row], taken: set[int], published: dt.date, lang: str
) -> tuple[int, dict[str, bool]] | None:
    """The prediction of the same mention that is right in most fields."""
    candidates = [
        (sum(right.values()), -number, right)
        for number, row in enumerate(found)
        if number not in taken and claim["span"] and _overlap(row["span"], claim["span"])
        for right in [compare(claim, row, published, lang)]
    ]
    if not candidates:
        return None
    _, number, right = max(candidates, key=lambda candidate: candidate[:2])
    return -number, right


def _wrong(claim: Row, row: Row, right: dict[str, bool]) -> str:
    asked = {"period_end": "period", "indicator": "keywords"}
    wrong = {name: (claim.get(asked.get(name, name)), str(row[name])) for name in STRICT if not right[name]}
    return f"WRONG {claim['quote']} {wrong} | {claim['sentence'][:90]}"


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def summary(parts: Iterable[collections.Counter[str]]) -> dict[str, float]:
    """Precision, recall, strict F1 and the share of right values of each field, over all documents."""
    total = sum(parts, collections.Counter[str]())
    judged, must, hit = total["hit"] + total["false"], total["must"], total["hit"]
    precision, recall = _part(total["strict"], judged), _part(total["strict"], must)
    figures = {
        "precision": _part(hit, judged),
        "recall": _part(hit, must),
        "strict_f1": _part(2 * precision * recall, precision + recall),
    }
    return figures | {name: _part(total[name], hit) for name in FIELDS}


def _part(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Reliability:
    """What confidence means: (said, true) by tenth, the least sure first; their mean distance; the surer half.

    `by_chance`: the distance to expect of so many claims, were every confidence exactly right: none can be nearer.
    """

    tenths: tuple[tuple[float, float], ...]
    distance: float
    by_chance: float
    surer_half: float


def reliability(sure: Iterable[tuple[float, bool]]) -> Reliability:
    """How often claims are all right, against the confidence that they state."""
    ranked = sorted(sure, key=lambda pair: pair[0])
    parts = [ranked[tenth * len(ranked) // 10 : (tenth + 1) * len(ranked) // 10] for tenth in range(10)]
    means = [
        (_part(sum(said for said, _ in part), len(part)), _part(sum(right for _, right in part), len(part)))
        for part in parts
    ]
    distance = _part(
        sum(len(part) * abs(said - true) for part, (said, true) in zip(parts, means, strict=True)), len(ranked)
    )
    # the right ones of a tenth are nearly normal around what is said: mean distance is sqrt(2/pi) of the deviation
    deviations = (math.sqrt(sum(said * (1 - said) for said, _ in part)) for part in parts)
    by_chance = _part(math.sqrt(2 / math.pi) * sum(deviations), len(ranked))
    half = ranked[len(ranked) // 2 :]
    return Reliability(tuple(means), distance, by_chance, _part(sum(right for _, right in half), len(half)))


def strict_range(parts: Sequence[collections.Counter[str]]) -> tuple[float, float]:
    """Between which strict F1 lies in nine of ten draws of as many documents: what another sample might have said.

    Drawn from a fixed seed: the same documents give the same range.
    """
    draw = random.Random(0)
    drawn = sorted(summary(draw.choices(parts, k=len(parts)))["strict_f1"] for _ in range(DRAWS))
    return drawn[DRAWS // 20], drawn[-DRAWS // 20 - 1]
