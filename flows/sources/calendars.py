"""Calendar files of the Founder systems: period.xml and navi.xml of a month, and what days they name."""

from __future__ import annotations

import datetime as dt
import re

from flows.sources.errors import LayoutMismatch, TruncatedPage

_DAY = re.compile(r"<(?:period_date|date)>\s*(?:<!\[CDATA\[)?\s*(\d{4})-?(\d{2})-?(\d{2})", re.I)
_ROOTS = ("periodlist", "navi")


def issue_days(text: str, where: str) -> frozenset[dt.date]:
    """The days with an issue. Raises TruncatedPage, LayoutMismatch; an empty list is a mismatch too."""
    lowered = text.lower()
    root = next((name for name in _ROOTS if f"<{name}" in lowered), "")
    if root and f"</{root}>" not in lowered:
        raise TruncatedPage(f"<{root}> without its end", where)
    days = frozenset(dt.date(int(year), int(month), int(day)) for year, month, day in _DAY.findall(text))
    if not root or not days:
        raise LayoutMismatch("a list of issue dates", f"{len(text)} characters without one", where)
    return days
