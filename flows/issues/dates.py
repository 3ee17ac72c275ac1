"""Days as a user gives them. Apart from the reading of documents: most verbs take a day and read none."""

from __future__ import annotations

import datetime as dt
import re

from flows.errors import InputError


def parse_date(given: str, option: str = "--published") -> dt.date:
    """An ISO date. Raises InputError for anything else, and for days that no calendar has."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", given):
        try:
            return dt.date.fromisoformat(given)
        except ValueError:
            pass
    raise InputError(f"expected a date such as 2025-09-19 for {option}, found {given!r}: give the day of publication")
