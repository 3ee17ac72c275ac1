"""Periods moved back by years: a year before, four years earlier."""

from __future__ import annotations

import datetime as dt
import re

from flows.extract import calendar
from flows.extract.calendar import Span
from flows.extract.mention.period.en import COUNT, count_of


def a_count_of_years(phrase: str) -> int:
    """`four years earlier` -> 4, `a decade ago` -> 10; 0 for what names no such distance of more than a year."""
    found = re.fullmatch(rf"(?:({COUNT})|a|one) (year|decade)s? (?:earlier|ago|before)", phrase)
    if found is None:
        return 0
    length = (count_of(found.group(1)) if found.group(1) else 1) * (10 if found.group(2) == "decade" else 1)
    return length if length > 1 else 0


def a_year_before(span: Span) -> Span:
    """The same days of the year before; the end of February stays its end."""
    return _moved(span, -1)


def a_year_after(span: Span) -> Span:
    """The same days of the year after."""
    return _moved(span, 1)


def _moved(span: Span, years: int) -> Span:
    def there(day: dt.date) -> dt.date:
        year = day.year + years
        return dt.date(year, day.month, min(day.day, calendar.last_day(year, day.month).day))

    return Span(there(span.start) if span.start else None, there(span.end))
