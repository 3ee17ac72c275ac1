"""The summary of a day: one message that comes though nothing is amiss, so that its absence says something too."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from flows.errors import TroubleError
from flows.issues.dates import today_in_china
from flows.issues.plan import unordered_years
from flows.notices.message import Notice, said, shortened
from flows.notices.send import tell
from flows.settings import Notices, read_settings
from warehouse.read import ask
from warehouse.read.paused import paused

GAPS_BACK = 30  # days
DAY = dt.timedelta(days=1)


async def tell_of_day(home: Path, now: dt.datetime) -> list[str]:
    """Send the summary of the day up to now (aware); gives what was said.

    Raises HomeError where nothing is published, TroubleError where an address did not take it.
    """
    wanted = read_settings(home).notices
    notice = summary(home, now, wanted)
    lines = [notice.title, *notice.body.splitlines()]
    if not await tell(notice, wanted):
        raise TroubleError(
            "expected the day's summary taken by every address, found one that did not: see above", lines
        )
    return lines


def summary(home: Path, now: dt.datetime, wanted: Notices) -> Notice:
    """What the copy and the operator's own word say of the day up to now."""
    language = wanted.language
    rows = dict(ask.daily(home, now - DAY, GAPS_BACK).rows)
    rows["day_paused"] = ", ".join(paused(home))
    lines = [said(language, word, what=what or said(language, "none")) for word, what in rows.items()]
    years = [str(year) for year in unordered_years(now)]
    lines += [said(language, "day_unordered", what=", ".join(years))] if years else []
    title = said(language, "title", what=said(language, "day", what=f"{today_in_china(now):%Y-%m-%d}"))
    return Notice(title, shortened(lines, language), is_bad=bool(rows["day_gaps"]))
