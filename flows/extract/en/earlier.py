"""The period of a level that another is compared with: the year before, four years earlier, by then."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract import calendar
from flows.extract.calendar import Span
from flows.extract.en.shifts import a_count_of_years, a_year_before
from flows.extract.en.view import OWNING, View
from flows.extract.en.work import Work
from warehouse.model import Measure, Modality

YEAR = re.compile(r"(?:19|20)\d\d")
LEAST_YEARS = 2  # from the first to the last year of `the past three years`


def _behind(work: Work) -> int:
    """The token behind the number, its `units` and an article: where `a year earlier` may stand."""
    k = work.index + 1
    k += work.view.low(k) in ("units", "pieces", "sets")
    k += work.view.low(k) == "seen" or (work.view.low(k).endswith("ed") and work.view.low(k + 1) in ("in", "for"))
    k += work.view.low(k) in ("in", "for")  # `double the 14 million tonnes posted in the same period a year earlier`
    return k + (work.view.tag(k) == "det")


def owning_period(work: Work) -> Span | None:
    """`from May's 17.4 percent`, `than the previous month's 49.0`: the period whose number it is; None for none."""
    view = work.view
    owners = [view.tokens[k] for k in range(max(work.left.start, 0), work.index) if view.tag(k) == "per"]
    token = next((t for t in owners if t.low.endswith(OWNING)), None)
    if token is None:
        return None
    told = work.previous.period_end if work.previous is not None else None
    told = told or (work.scope.month.end if work.scope.month else None)
    if "month" in token.low and told is not None and not token.low.startswith("this"):
        last = told.replace(day=1) - dt.timedelta(days=1)
        return calendar.months(last.year, last.month)
    span = Span(work.previous.period_start, told) if work.previous is not None and told is not None else None
    if span is None and work.scope.span is not None:
        span = work.scope.span
    if (
        token.low.startswith(("last year", "previous year", "prior year"))
        and span is not None
        and span.start is not None
    ):
        return a_year_before(span)  # `up 11 percent from last year's 8 million tonnes` of August
    return token.span


def year_before(work: Work) -> bool:
    """`to 64 percent from 59 percent the year before`: the level of the period a year before the other's."""
    view, k = work.view, _behind(work)
    told = [draft for _, draft in work.before if "level before" not in draft.trail]
    previous = told[-1] if told else work.previous
    if (
        previous is None
        or previous.period_end is None
        or view.tag(k) != "per"
        or (view.tokens[k].span is not None and "last year" not in view.low(k))
    ):
        return False
    if "year" not in view.low(k):
        return False
    span = view.tokens[k].span
    if span is not None and previous.modality is not Modality.ACTUAL:
        take(work, span, view.tokens[k].text)  # `will be raised to 45 percent from 32 percent last year`
        return True
    take(work, a_year_before(Span(previous.period_start, previous.period_end)), view.tokens[k].text)
    return True


def years_before(work: Work) -> bool:
    """`up from 956,000 four years earlier`, `from 3 million in 2020` of an end of year: the same day of that year."""
    view, previous = work.view, work.previous
    k = next((k for k in range(work.index + 1, work.index + 5) if view.tag(k) == "per"), 0)
    if (
        not k
        or previous is None
        or previous.period_end is None
        or any(view.tag(j) in (",", "num") for j in range(work.index + 1, k))
    ):
        return False
    span, end = view.tokens[k].span, previous.period_end
    years = a_count_of_years(view.low(k))
    if span is not None and span.start is not None and view.tokens[k].text.isdigit():
        years = end.year - span.end.year if previous.period_start is None and (end.month, end.day) == (12, 31) else 0
    if years <= 0:
        return False
    own = Span(previous.period_start, end)
    for _ in range(years):
        own = a_year_before(own)
    take(work, own, view.tokens[k].text)
    return True


def month_before(work: Work) -> bool:
    """`from 3 billion yuan the month before`: the month, or the end of the month, before the other number's."""
    view, previous = work.view, work.previous
    k = _behind(work)
    if previous is None or previous.period_end is None or view.tag(k) != "per":
        return False
    if "month" not in view.low(k) or view.low(k) in ("month", "this month"):
        return False
    last = previous.period_end.replace(day=1) - dt.timedelta(days=1)
    whole = previous.period_start is not None
    take(work, calendar.months(last.year, last.month) if whole else calendar.instant(last), view.tokens[k].text)
    return True


def by_then(work: Work) -> bool:
    """`and 30 percent by then`: the year that the quantity before ends in."""
    view, previous = work.view, work.previous
    near = range(work.index + 1, min(work.index + 12, len(view.tokens) - 1))
    if previous is None or previous.period_end is None:
        return False
    if not any(view.low(k) == "by" and view.low(k + 1) in ("then", "that") for k in near):
        return False
    take(work, calendar.years(previous.period_end.year), previous.period_text)
    return True


def _no_date(work: Work, span: Span) -> bool:
    """A size reached over the past five years is of today; a count or a growth is of the five years."""
    years = (span.end - span.start).days > 800 if span.start else False
    return (
        years
        and not {"amount of", "counted thing"} & set(work.draft.trail)
        and work.draft.measure in (Measure.LEVEL, Measure.SHARE, Measure.RATIO)
        and work.token.kind != "bare"
    )


def take(work: Work, span: Span | None, text: str) -> None:
    """Give the number this span; a size reached over years keeps no date."""
    if span is not None and not _no_date(work, span):
        work.draft.period_start, work.draft.period_end, work.draft.period_text = span.start, span.end, text


def is_second(work: Work) -> bool:
    """Whether the number is the B of `from A to B`."""
    return any("level before" in draft.trail for _, draft in work.before)


def of_past_years(span: Span | None, today: dt.date) -> bool:
    """Whether the phrase is of some whole years that are over: a plan's period, the past five years."""
    return (
        span is not None
        and span.start is not None
        and span.end <= today
        and span.end.year - span.start.year >= LEAST_YEARS
    )


def of_year(phrase: str, own: Span) -> Span:
    """`the same period of 2024`: the span in that year; as it is where the phrase names none."""
    year = YEAR.search(phrase)
    for _ in range(own.end.year - int(year.group()) if year else 0):
        own = a_year_before(own)
    return own


def opening(view: View, right: int) -> int:
    """`By the end of May, 3,000 requests had been filed this year`: the sentence's opening day; else `right`."""
    for k in range(1, 6):
        if view.tag(k) == ",":
            break
        if view.tag(k) == "per" and view.tokens[k].span is not None and view.low(0) in ("by", "as", "until", "at"):
            return k
    return right
