"""Days as a user gives them, and the day that it is where the papers are printed. Most verbs need them, few a text."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from flows.errors import InputError


def parse_date(given: str, option: str = "--published") -> dt.date:
    """An ISO date. Raises InputError for anything else, and for days that no calendar has."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", given):
        try:
            return dt.date.fromisoformat(given)
        except ValueError:
            pass
    raise InputError(f"expected a date such as 2025-09-19 for {option}, found {given!r}: give the day of publication")


def today_in_china(now: dt.datetime) -> dt.date:
    """The day at the papers' place."""
    from flows.sources.declaration import TIME_ZONE  # the declarations take longer than most questions

    return now.astimezone(ZoneInfo(TIME_ZONE)).date()
