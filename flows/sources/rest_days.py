"""China's public holidays with the make-up workdays, as the State Council orders them each autumn for the year after.

Facts from the library `holidays`, which needs no network. They explain why a day has no issue; no day is left unasked.
A year whose order the library does not know yet has its days by law alone: what lies near them is perhaps free.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

import holidays

DAY = dt.timedelta(days=1)
WEEKEND = frozenset((5, 6))
MOVED = "休息日"  # the library's name of a day that is free in return for a weekend's
MOVED_HERE = "补假"  # its mark of a day that is free because the holiday fell on a weekend
REACH = 5  # days from a holiday by law that an order may make free: 1 to 3 October are law, 1 to 8 October were free


@dataclass(frozen=True, slots=True)
class Festival:
    """A run of free days that a public holiday is part of. `certain`: by law or by an order, not near one only."""

    name: str
    last: dt.date
    certain: bool = True


@cache
def _of_year(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year, language="zh_CN")


def is_ordered(year: int) -> bool:
    """Whether the order for the year is known: each moves at least one weekend."""
    return any(day.year == year for day in _of_year(year).weekend_workdays)


def is_make_up_workday(day: dt.date) -> bool:
    """Whether a day of a weekend was made a workday, in return for a longer holiday."""
    return day in _of_year(day.year).weekend_workdays


@cache
def festival(day: dt.date) -> Festival | None:
    """The free days about a public holiday that `day` is one of, weekends beside them included; None on other days.

    Where no order is known yet, those days too that one may make free.
    """
    if not is_ordered(day.year):
        near = _by_law_near(day, day - REACH * DAY, day + REACH * DAY)
        by_law = bool(_name(day)) and MOVED_HERE not in _of_year(day.year)[day]
        return Festival(_name(near), near + REACH * DAY, certain=by_law) if near else None
    if not _is_free(day):
        return None
    first = last = day
    while _is_free(first - DAY):
        first -= DAY
    while _is_free(last + DAY):
        last += DAY
    near = _by_law_near(day, first, last)
    return Festival(_name(near), last) if near else None


def _by_law_near(day: dt.date, first: dt.date, last: dt.date) -> dt.date | None:
    """The holiday by law from `first` to `last` that is nearest to the day; a day only moved (休息日) has no name."""
    within = [first + at * DAY for at in range((last - first).days + 1)]
    lawful = [each for each in within if _name(each) not in ("", MOVED)]
    return min(lawful, key=lambda each: abs(each - day), default=None)


def _is_free(day: dt.date) -> bool:
    return bool(_name(day)) or (day.weekday() in WEEKEND and not is_make_up_workday(day))


def _name(day: dt.date) -> str:
    return str(_of_year(day.year).get(day) or "").partition("（")[0]
