"""Spans of days: what a year, a month, a quarter, a half year or a five-year plan covers. Pure arithmetic, no clock."""

from __future__ import annotations

import calendar
import datetime as dt

from warehouse.values import dataclass

PLAN_SEVEN_START = 1986  # 七五; every plan since covers the next five years


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both included. An instant has no `start`; 'since 2021' ends with the publication."""

    start: dt.date | None
    end: dt.date


def last_day(year: int, month: int) -> dt.date:
    """The month's last day."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def years(first: int, last: int | None = None) -> Span:
    """Whole years, `first` to `last`."""
    return Span(dt.date(first, 1, 1), dt.date(last if last is not None else first, 12, 31))


def months(year: int, first: int, last: int | None = None) -> Span:
    """Whole months of one year, `first` to `last`."""
    return Span(dt.date(year, first, 1), last_day(year, last if last is not None else first))


def quarter(year: int, number: int) -> Span:
    """Quarter 1 to 4."""
    return months(year, 3 * number - 2, 3 * number)


def term_before(span: Span, *, quarters: bool) -> Span:
    """The month before the last month of some days, or the quarter before their last."""
    if quarters:
        year, number = divmod(span.end.year * 4 + (span.end.month - 1) // 3 - 1, 4)
        return quarter(year, number + 1)
    year, month = divmod(span.end.year * 12 + span.end.month - 2, 12)
    return months(year, month + 1)


def half(year: int, number: int) -> Span:
    """Half year 1 or 2."""
    return months(year, 6 * number - 5, 6 * number)


def thirds(year: int, month: int, said: str) -> Span:
    """Ten-day periods of a month: 上旬 ends on the 10th, 中旬 on the 20th, 下旬 with the month; 上中旬 is both."""
    first = {"上": 1, "中": 11, "下": 21}[said[0]]
    last = {"上": 10, "中": 20}.get(said[-1])
    return Span(dt.date(year, month, first), dt.date(year, month, last) if last else last_day(year, month))


def instant(day: dt.date) -> Span:
    """A state on one day: no start."""
    return Span(None, day)


def plan(number: int) -> Span:
    """A five-year plan of China by its number: 14 (十四五) is 2021 to 2025. Raises ValueError before the seventh."""
    if not 7 <= number <= 30:
        raise ValueError(f"expected a five-year plan between the 7th and the 30th, found {number}")
    first = PLAN_SEVEN_START + 5 * (number - 7)
    return years(first, first + 4)
