"""What the words before a phrase of time make of it: a period, what a change is measured from, a beginning, an end of two."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract.calendar import Span
from flows.extract.en.periods import Clock, a_year_before, resolve
from flows.extract.en.view import CUES, View

AGAINST = CUES.words["against"]
DATELINE = re.compile(r"[A-Z][A-Za-z/ .'’,]{1,60}[A-Z][A-Za-z]{1,8}\.? \d{1,2} (?:\([^)]{1,40}\) ?)?(?:--?|—|–)")


def settle_periods(view: View, today: dt.date) -> None:
    """Give every phrase of time its span and its role: `against` for what a change is measured from, `since`."""
    ahead = any(token.tag in ("modal", "plan", "foresee") for token in view.tokens)
    clock = Clock(today, ahead)
    tokens = view.tokens
    opening = DATELINE.match(view.sentence.text)
    for k, token in enumerate(tokens):
        if token.tag == "per" and opening and token.start < opening.end():
            token.after = "name"
        elif token.tag == "per":
            token.span = resolve(token.text, clock)
            token.after = _role(view, k)
    for k, token in enumerate(tokens):
        if token.tag == "per" and token.after == "first of two":
            _merge(view, k)


def _role(view: View, k: int) -> str:
    """What the words before a phrase of time make of it."""
    at = k - 1
    while view.tag(at) == "det":
        at -= 1
    low, before = view.low(at), view.low(at - 1)
    low_here = view.low(k)
    if (
        low_here.startswith(
            ("a year", "one year", "a month", "a quarter", "year earlier", "year-earlier", "year before")
        )
        or "a year" in low_here
    ):
        return (
            "against"
            if low in AGAINST or low in ("with", "to", "") or "same" in low_here or "ago" in low_here or low == "on"
            else "against"
        )
    if (
        view.tag(k + 2) == "per"
        and view.low(k + 1) in ("to", "and", "through", "till", "until")
        and low in ("from", "between")
    ):
        return "first of two"
    if low in ("since",):
        return "since"
    if low == "over" and _length(low_here):
        return ""
    if low == "from" and (" to " in low_here or "-" in low_here or " through " in low_here):
        return ""
    if low in ("from", "than", "over", "against", "versus", "vs", "on") and not (
        low == "on" and view.tokens[k].span is not None and view.tokens[k].span.start is None
    ):
        return "against"
    if low in ("with", "to") and before in ("compared", "relative"):
        return "against"
    if (
        low in ("in", "of", "at", "by", "for")
        and view.low(at - 1)
        in ("that", "those", "level", "levels", "figure", "number", "amount", "total", "volume", "size", "value")
        and any(
            view.low(j) in ("than", "from", "over", "against", "with")
            or view.low(j).endswith("times")
            or view.tokens[max(j, 0)].kind == "multiple"
            for j in range(at - 4, at - 1)
        )
    ):
        return "against"
    if low_here.startswith(("previous", "preceding", "same")) and low not in ("in", "during"):
        return "against"
    return ""


def _length(low: str) -> bool:
    return low.startswith(("past", "last", "next", "coming", "recent", "previous")) and low.endswith(
        ("years", "decade", "decades", "months")
    )


def _merge(view: View, k: int) -> None:
    """`between 2015 and 2019`, `from 2021 to 2024`: one span, on both tokens."""
    first, second = view.tokens[k], view.tokens[k + 2]
    if first.span and second.span:
        begin = first.span if (first.span.start or first.span.end) <= second.span.end else a_year_before(first.span)
        whole = Span(begin.start or begin.end, second.span.end)
        first.span = second.span = whole
        second.after = "span" if view.low(k - 1) == "between" or view.low(k - 1) == "from" else ""
        first.after = "span"
