"""The unit of a bare number: that of what is counted, of the number it is held against, of an index."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.extract.en.counts import count_unit, settled_unit
from flows.extract.en.work import Work, same_clause
from flows.extract.mention.quantity.en import MEASURES, PRICES
from flows.extract.mention.token_en import UNITS
from warehouse.model import Measure

COEFFICIENT = re.compile(r"\b(?:ratio|multiplier|coefficient)(?: of\b.*)?$", re.IGNORECASE)
PER_GOODS = re.compile(
    r"(?: \([^()]{1,40}\)|\)) (?:per|a|an) (?:metric )?(ton(?:ne)?|kg|kilogram|barrel|ounce)(?![\w-])"
)
FEW = 100  # a coefficient is less
PEOPLE = ("家", "户", "人", "所", "个")
PIECES = ("units", "sets")
COUNTED = frozenset(UNITS.counted.values()).union(["个"])


def set_unit(work: Work) -> None:
    """A bare number's unit is its counted noun's; an index has points."""
    draft = work.draft
    if draft.unit in PRICES:
        draft.unit = _price(work)
    if work.token.tag in ("ord", "rank"):
        draft.unit = "位"
    elif not draft.unit and _shares_unit(work):
        draft.unit = work.before[-1][1].unit
    elif not draft.unit:
        is_index = any(
            word in draft.indicator.lower().split() for word in ("index", "pmi", "indices", "sub-index", "reading")
        )
        phrases = [draft.indicator] if "counted" in draft.trail[-1] else [draft.breakdown, draft.indicator]
        phrases.append(work.view.low(work.index + 1))
        told = "点" if is_index and draft.value < Decimal(100000) else count_unit(*phrases)
        if told == "个" and work.token.kind == "bare" and COEFFICIENT.search(draft.indicator) and draft.value < FEW:
            draft.unit, draft.measure = "x", Measure.RATIO  # `its debt-to-equity ratio was 1.3`
            return
        alike = work.previous is not None and work.previous.unit == "点" and draft.value % 1
        if alike and work.token.scale == 1:
            told = (
                "点"  # `The output index hit 50.8, while new orders edged up to 49.5`: no part of an order is counted
            )
        if told in PEOPLE and work.view.low(work.index + 1) in PIECES:
            told = "台"  # `sales of the two makers reached 3 million units`
        draft.unit = settled_unit(told, draft.indicator, draft.value, work.scope.text)


def _price(work: Work) -> str:
    """`642 yuan (about 99 U.S. dollars) per tonne`, `up 56 yuan` of such: a price of what `per` names."""
    unit = work.draft.unit
    behind = PER_GOODS.match(work.view.sentence.text, work.token.end)
    if behind:
        return f"{PRICES[unit]}/{MEASURES.get(behind[1][0], '吨')}"
    priced = [draft.unit for _, draft in work.before if draft.unit.startswith(f"{PRICES[unit]}/")]
    changed = work.draft.measure is Measure.CHANGE or work.earlier
    return priced[-1] if priced and changed else unit


def _shares_unit(work: Work) -> bool:
    """`increased to 3,000 yuan from less than 1,000`: the second of two levels is in the first one's unit."""
    previous = work.previous
    if previous is None or previous.indicator != work.draft.indicator or previous.measure is not work.draft.measure:
        return False
    listed = work.earlier or work.view.low(work.left.at) == "and"
    if listed and work.token.kind == "bare" and previous.unit not in COUNTED:
        return "counted" not in work.draft.trail[-1]  # `tons in May, up from 104 million in April and 101 million`
    return work.view.low(work.left.at) in ("to", "from") and same_clause(work)
