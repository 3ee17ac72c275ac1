"""What a growth or a change is against: a year before, a month before, a year or a date."""

from __future__ import annotations

import datetime as dt

from flows.extract.calendar import Span
from flows.extract.draft import Draft
from flows.extract.en.shifts import a_year_before
from flows.extract.en.view import BREAKS, OWNING
from flows.extract.en.work import CHANGES, Work
from flows.extract.mention.token_en import Token
from warehouse.model import Measure

SESSIONS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "session", "week"])
PART_OF_YEAR = 200  # days
MONTH = 31
YEAR_OLD = (370, 560)  # days from the end of what is a year before a figure to its publication


def set_base(work: Work, today: dt.date) -> None:
    """What a growth or change is against: a year before, a month before, a year or a date."""
    draft, view = work.draft, work.view
    if draft.measure not in CHANGES:
        return
    behind = work.index + 1
    if view.low(behind) == "and" and view.tag(behind + 1) == "num" and view.tokens[behind + 1].unit == draft.unit:
        behind += 2  # `fell by 7.3 percent and 10.7 percent month on month`: both are
    if view.low(behind) == "or" and view.tag(behind + 1) == "num" and view.tokens[behind + 1].unit == "%":
        behind += 2  # `up 180,000 tonnes or 2.1 percent compared to August 20`
    at = behind + 2 * (view.low(behind) == "in" and view.tag(behind + 1) == "per")
    level = view.low(at) == "from" and view.tag(at + 1) == "num"
    behind = at + 2 if level else behind  # `up 5 percent in May from 1.7 million tonnes a year earlier`
    for k in range(behind, min(work.index + 16, len(view.tokens))):
        token = view.tokens[k]
        if token.tag == "base":
            draft.base = token.after
            break
        if token.low in SESSIONS and view.low(k - 1) in ("last", "previous", "prior"):
            draft.base = "mom"  # `fell 5 percent from last Friday`
            break
        if token.tag == "per" and token.low.endswith(OWNING) and view.tag(k + 1) == "num":
            if view.low(k - 1) == "from" and token.low.startswith(("last year", "previous year", "prior year")):
                draft.base = "yoy"
            elif view.low(k - 2) == "from" and token.low.startswith("previous month"):
                draft.base = "mom"
            break  # `slowed to 3 percent in May from April's 8 percent`: that number's own
        dated = level and view.low(k - 1) == "in" and k == behind + 1
        if token.tag == "per" and (token.after in ("against", "since") or dated):
            if not _rate_compared(work, k):
                against(work, token, today)
            break
        if (
            (token.tag == "num" and k > work.index + 1 and k >= behind)
            or (token.tag in BREAKS and token.low != "that")
            or (token.tag == "," and k > work.index + 1)
        ):
            break
    if draft.base is None:
        _base_elsewhere(work, today)


def _rate_compared(work: Work, k: int) -> bool:
    """`grew 6.7 percent, the same rate as the previous month`: the rate is compared, and its own base is another."""
    same = any(work.view.low(j) in ("same", "unchanged") for j in range(work.index + 1, k))
    return work.draft.measure is Measure.GROWTH and same


def _base_elsewhere(work: Work, today: dt.date) -> None:
    """A base said before the number, between two years, or understood: a calendar period is against the year before."""
    draft, view = work.draft, work.view
    for k in range(max(work.index - 10, 0), work.index):
        if view.tag(k) == "base":
            draft.base = view.tokens[k].after
            return
        if view.tag(k) == "per" and view.tokens[k].after == "since":
            against(work, view.tokens[k], today)
            return
    if any(t.tag == "per" and t.after == "span" and t.text == draft.period_text for t in view.tokens) and _long(draft):
        assert draft.period_start is not None
        draft.base = str(draft.period_start.year)
    elif draft.measure is Measure.GROWTH and work.scope.compared and draft.period_start:
        draft.base = work.scope.compared
    elif draft.measure is Measure.GROWTH and draft.period_start and draft.period_end:
        days = (draft.period_end - draft.period_start).days
        draft.base = "yoy" if days < 370 else None
    elif draft.measure is Measure.GROWTH:
        draft.base = "yoy"


def _long(draft: Draft) -> bool:
    """Whether the period is longer than a year."""
    return (
        draft.period_start is not None
        and draft.period_end is not None
        and (draft.period_end - draft.period_start).days > 370
    )


def _is_a_year_before(span: Span, own: Span | None, today: dt.date) -> bool:
    """Whether a part of a year is held against the same part of the next, or is as old where nothing is dated."""
    if (span.end - span.start).days > PART_OF_YEAR if span.start else True:
        return False
    return a_year_before(own) == span if own is not None else YEAR_OLD[0] < (today - span.end).days < YEAR_OLD[1]


def _is_just_before(span: Span, own: Span) -> bool:
    """Whether a quarter or a half is held against the one before."""
    if span.start is None or own.start is None:
        return False
    return PART_OF_YEAR > (span.end - span.start).days > MONTH and (own.start - span.end).days == 1


def against(work: Work, token: Token, today: dt.date) -> None:
    """`from 2012`: the base year, and for a growth the span from it; last year and a year earlier are yoy."""
    draft, span, low = work.draft, token.span, token.low
    own = Span(draft.period_start, draft.period_end) if draft.period_end else None
    if low.startswith(("same ", "corresponding ")) and len(low.split()) > 2:
        tail = low.split(maxsplit=2)[2]  # `from the same quarter of 2024`, `than in the same period last month`
        draft.base = "mom" if "month" in tail or tail.endswith("quarter") else "yoy"
        return
    if low.startswith(("beginning of", "start of")) and low.endswith("year"):
        draft.base = f"{today.year - 1}-12-31"
        return
    if span is not None and span.start is not None and _is_a_year_before(span, own, today):
        draft.base = "yoy"  # `up 41 percent from the second quarter of 2024`
        return
    if ("month" in low and span is not None) or low in ("a month ago", "previous quarter", "a quarter earlier"):
        draft.base = "mom"
        return
    if "month earlier" in low or "week" in low or ("quarter" in low and "year" not in low):
        draft.base = "mom"
        return
    if own is not None and span is not None and _is_just_before(span, own):
        draft.base = "mom"  # `up 4 percent from the first quarter` of a second one
        return
    ahead = [t.span for t in work.view.tokens[work.index :] if t.tag == "per" and t.span and not t.after]
    end = draft.period_end or (ahead[0].end if ahead else today)
    if span is None or low in ("last year", "previous year", "preceding year"):
        draft.base = "yoy"
        return
    start = span.start or span.end
    if (
        token.after != "since"
        and span.start
        and span.end.year == end.year - 1
        and (draft.period_start is not None or draft.period_end is None)
    ):
        long = (span.end - span.start).days > PART_OF_YEAR
        then = str(span.end.year) if long else f"{span.start.year}-{span.start.month:02d}"
        draft.base = "yoy" if draft.measure is not Measure.CHANGE_PP else then
        return
    if span.start is None:
        draft.base = span.end.isoformat()
        return
    months = (span.end - span.start).days < 200
    if (span.end - span.start).days < 32 and (end - span.end).days < 365:
        one_before = draft.period_start is None or (draft.period_start - span.end).days < 5
        draft.base = "mom" if one_before else f"{start.year}-{start.month:02d}"
        return
    draft.base = f"{start.year}-{start.month:02d}" if months else str(start.year)
    if draft.measure is not Measure.CHANGE_PP:
        draft.period_start, draft.period_end = start, max(end, start)
