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

    def back(day: dt.date) -> dt.date:
        return dt.date(day.year - 1, day.month, min(day.day, calendar.last_day(day.year - 1, day.month).day))

    return Span(back(span.start) if span.start else None, back(span.end))
