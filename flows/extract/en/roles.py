"""What the words before a phrase of time make of it: a period, a base, a beginning."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract import calendar
from flows.extract.calendar import Span
from flows.extract.en.brackets import labels_bracket
from flows.extract.en.shifts import a_year_before
from flows.extract.en.view import CUES, View
from flows.extract.en.work import Scope
from flows.extract.mention.period.en import Clock, resolve
from flows.extract.mention.period.en_words import MONTHS
from flows.extract.mention.token_en import Token

AGO = ("a year", "one year", "a month", "a quarter", "year earlier", "year-earlier", "year before")
LINKS = frozenset(["to", "and", "through", "till", "until"])
RANGE = re.compile(r" to |-| through ")
LOOKBACKS = CUES.words["lookbacks"]
TO_DATE = re.compile(r"year[- ]to[- ]date")
YEAR = re.compile(r"(?:19|20)\d\d")
RUNNING = ("this year", "current year", "year-to-date", "year to date")
RELEASED = ("released", "published", "issued", "announced", "data", "said")
TOLD = ("recorded", "seen", "registered", "posted", "reported", "logged")
UNTIL = ("to", "through", "until", "till")
AGE_OF_NEWS = 92  # days from the end of a month within which its figures are what a text reports
PART_OF_YEAR = 200  # days
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
SUPERLATIVES = CUES.words["superlatives"]
COMPARED_THINGS = CUES.words["compared_things"]
COMPARED_BY = CUES.words["compared_by"]
DATELINE = re.compile(r"[A-Z][A-Za-z/ .'’,]{1,60}[A-Z][A-Za-z]{1,8}\.? \d{1,2} (?:\([^)]{1,40}\) ?)?(?:--?|—|–)")


def settle_periods(view: View, today: dt.date, scope: Scope) -> None:
    """Give every phrase of time its span and its role: `against` for what a change is measured from, `since`.

    `year to date` ends, and `the month` is, with the month that the text reports: kept in `scope`.
    """
    ahead = any(token.tag in ("modal", "plan", "foresee") for token in view.tokens) or any(
        token.low == "guidance" and view.low(k + 1) == "for" for k, token in enumerate(view.tokens)
    )
    clock = Clock(today, ahead)
    tokens = view.tokens
    opening = DATELINE.match(view.sentence.text)
    for k, token in enumerate(tokens):
        if token.tag == "per" and opening and token.start < opening.end():
            token.after = "name"
        elif token.tag == "per":
            token.span = resolve(token.text, clock)
            token.after = (
                "bracket"
                if labels_bracket(view, k)
                else "name"
                if _of_superlative(view, k) or _as_it_did(view, k) or _of_the_report(view, k)
                else _role(view, k)
            )
        elif token.tag == "ord" and token.low in QUARTERS and view.tag(k - 1) == "det":
            _settle_quarter(view, k)
    scope.month = max(
        (span for span in map(_month, tokens) if span and span.end <= today), key=_end, default=scope.month
    )
    for k, token in enumerate(tokens):
        if token.tag != "per":
            continue
        if token.low == "month" or (token.low == "this month" and not (k or ahead) and scope.month):
            token.span = scope.month  # `In March, …. This month, the volume was …`: of March
        elif token.low == "year":
            token.span = calendar.years(scope.year or today.year)  # `In 2023, …. It expects sales of … for the year`
        elif TO_DATE.fullmatch(token.low) or (token.low == "this year" and view.low(k - 1) == "far"):
            token.span = _to_date(scope.month, today)
    settle_repeated(view)
    _settle_running(view)
    _settle_two_in_a_row(view)
    for k, token in enumerate(tokens):
        if token.tag == "per" and token.after == "first of two" and k + 2 < len(tokens):
            _merge(view, k)


def settle_repeated(view: View) -> None:
    """`early October (October 1-10)` is that; the `this year` behind a part of it only names its year."""
    for k, token in enumerate(view.tokens):
        if token.tag != "per" or token.span is None:
            continue
        bracket = view.tag(k + 1) == "(" and view.tag(k + 2) == "per" and view.tag(k + 3) == ")"
        beside = view.tokens[k + 2] if bracket else None
        if beside is not None and beside.span is not None and beside.span.start is not None:
            token.span, beside.after = beside.span, "name"
        after = k + (4 if bracket else 1)
        while view.low(after) in ("period", "of", "the") and after < k + 4:
            after += 1  # `in the January-June period of the current year`
        if view.low(after) not in ("this year", "current year") or token.span.start is None:
            continue
        if (token.span.end - token.span.start).days < PART_OF_YEAR:
            view.tokens[after].after = "name"


def _settle_running(view: View) -> None:
    """`In the current year up to July 14`, `so far this year through August`: from its first day to that one."""
    for k, token in enumerate(view.tokens):
        if token.tag != "per" or token.low not in RUNNING:
            continue
        at = k + 1 + (view.low(k + 1) == "up")
        last = view.tokens[at + 1] if view.low(at) in UNTIL and view.tag(at + 1) == "per" else None
        if last is not None and last.span is not None and token.span is not None:
            last.span = Span(dt.date(last.span.end.year, 1, 1), last.span.end)
            last.after, token.after = "", "name"


def _settle_two_in_a_row(view: View) -> None:
    """`stockpiled 40 million tonnes in 2008 and 2009`: one amount in both years; not `5% and 6% in May and June`."""
    for k in range(1, len(view.tokens) - 2):
        first, second = view.tokens[k], view.tokens[k + 2]
        if view.low(k + 1) != "and" or view.low(k - 1) not in ("in", "during") or first.after or second.after:
            continue
        if first.span is None or second.span is None or first.span.start is None or second.span.start is None:
            continue
        alike = all(YEAR.fullmatch(t.text) or t.low in MONTHS for t in (first, second))
        if not alike or (second.span.start - first.span.end).days != 1:
            continue
        told = [j for j in range(k + 3) if view.tag(j) == "num"]
        two = any(view.low(j + 1) == "and" and j + 2 in told for j in told)
        if len(told) == 1 or (told and not two and told[-1] > k - 6 and "respectively" not in view.sentence.text):
            first.span, second.after = Span(first.span.start, second.span.end), "name"


def _month(token: Token) -> Span | None:
    """The calendar month that the phrase names as a time of facts; None where it is another length or a base."""
    span = token.span if token.tag == "per" and not token.after else None
    whole = span is not None and span.start is not None and span == calendar.months(span.end.year, span.end.month)
    return span if whole else None


def _end(span: Span) -> dt.date:
    return span.end


def _to_date(month: Span | None, today: dt.date) -> Span:
    """From the first of January to the end of the month reported, where it is of the last ones; else to today."""
    if month is None or (today - month.end).days > AGE_OF_NEWS:
        return Span(dt.date(today.year, 1, 1), today)
    return Span(dt.date(month.end.year, 1, 1), month.end)


def _settle_quarter(view: View, k: int) -> None:
    """`to 4.5% in the fourth quarter from 4.8% in the third`: a quarter of the same year."""
    token, after = view.tokens[k], view.tag(k + 1)
    said = next((view.tokens[j] for j in range(max(k - 12, 0), k) if view.low(j).endswith("quarter")), None)
    if said is None or said.span is None or after in ("w", "name", "done", "doing", "per"):
        return
    token.tag, token.span, token.outcome = "per", calendar.quarter(said.span.end.year, QUARTERS[token.low]), None


def _of_the_report(view: View, k: int) -> bool:
    """`data on Sunday (Aug 7) showed`, `data released on Aug. 31`: the day of the report, not of what it tells."""
    span = view.tokens[k].span
    if span is None or span.start is not None:
        return False
    behind = k + 1 + (view.tag(k + 1) == ")")
    released = view.low(k - 1) == "on" and view.low(k - 2) in RELEASED
    return released or view.low(behind) in ("showed", "show", "shows", "said")


def _as_it_did(view: View, k: int) -> bool:
    """`fell in September, as it had in July`: another time, told in passing."""
    if view.low(k - 4) != "as" or view.low(k - 1) != "in":
        return False
    return view.low(k - 3) in ("it", "they") and view.low(k - 2) in ("had", "did", "was")


def _of_superlative(view: View, k: int) -> bool:
    """`the fastest pace so far this year`, `the biggest fall since May`: how rare it was, not when it was."""
    for j in range(k - 1, max(k - 7, 0), -1):
        low = view.low(j)
        if low in SUPERLATIVES and (view.tag(j - 1) == "det" or view.low(j - 1).endswith("'s")):
            return view.low(k) == "this year" or any(view.low(m) == "since" for m in range(j, k))
        if view.tag(j) in (",", "num", ";", "conj", "reach", "up", "down", "be", "have"):
            return False
    return False


def _role(view: View, k: int) -> str:
    """What the words before a phrase of time make of it."""
    at = k - 1
    while view.tag(at) == "det":
        at -= 1
    low, here = view.low(at), view.low(k)
    if here.startswith(AGO) or "a year" in here or here.endswith((" earlier", " ago", " before")):
        return "against"
    if view.tag(k + 2) == "per" and view.low(k + 1) in LINKS and low in ("from", "between"):
        return "first of two"
    if low == "since":
        return "since"
    if low == "over" and (_length(here) or at == 0 or (RANGE.search(here) and not _grew(view, at))):
        return ""  # `over the past three years`, `Over January-April, output rose`
    if low == "from" and RANGE.search(here) and at == k - 1:
        return ""
    return "against" if _looks_back(view, k, at) else ""


def _looks_back(view: View, k: int, at: int) -> bool:
    """`from 2012`, `compared with last year`, `than that in 2020`, `the same level of the previous month`."""
    low, span = view.low(at), view.tokens[k].span
    if low in ("above", "below") and view.tag(at - 1) == "num":
        return True  # `55 million kilowatts above last year's peak`
    if low in LOOKBACKS:
        return low != "on" or span is None or span.start is not None
    if low in ("with", "to") and view.low(at - 1) in ("compared", "relative"):
        return True
    if view.tag(at) == "prep" and view.low(at - 1) == "peak":
        return True  # `40 percent below their peak in 2023`
    if view.tag(at) == "prep" and view.low(at - 1) == "than":
        return True
    if view.tag(at) == "prep" and view.low(at - 1) in TOLD and _held_against(view, at - 1):
        return True  # `faster than the rate recorded in December`
    if view.tag(at) == "prep" and view.low(at - 1) in COMPARED_THINGS and _compares(view, at):
        return True
    return view.low(k).startswith(("previous", "preceding", "same")) and low not in ("in", "during")


def _held_against(view: View, at: int) -> bool:
    """Whether a `than` with no number behind it stands before token `at`."""
    for k in range(at - 1, max(at - 8, 0), -1):
        if view.low(k) == "than":
            return True
        if view.tag(k) in ("num", ",", ";"):
            return False
    return False


def _compares(view: View, at: int) -> bool:
    """Whether a comparison stands just before token `at - 1`: than, from, twice, three times."""
    near = [view.tokens[j] for j in range(max(at - 4, 0), max(at - 1, 0))]
    return any(t.low in COMPARED_BY or t.low.endswith("times") or t.kind == "multiple" for t in near)


def _grew(view: View, at: int) -> bool:
    """`up 4 percent over January-March 2024`: what a growth is against; not `3 million tonnes over January-July`."""
    return view.tag(at - 1) == "num" and view.tokens[at - 1].kind == "percent"


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
