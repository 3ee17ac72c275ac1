"""Which days are asked for again though they lie behind: by the source's policy, by its lists, and to heal gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from flows.issues.dates import today_in_china
from flows.issues.plan import SETTLED, exists
from flows.sources.declaration import Source
from flows.sources.protocol import Listed
from warehouse.load.ledger import LedgerRow
from warehouse.load.releases import NamedRelease, ReleaseStatus
from warehouse.model import IssueStatus

PORTION = 20  # days of one kind that a run takes up beside its own
HEALED_BACK = 92  # days: how far back a gap is healed by itself; older ones are a backfill's
TRIED = 7  # answered attempts after which a day is left to the operator


def due_by_policy(source: Source, rows: Iterable[LedgerRow], today: dt.date) -> tuple[dt.date, ...]:
    """Settled issues that came to an age at which the source's policy asks again, the oldest first."""
    due = [
        row.published_on
        for row in rows
        if row.status is IssueStatus.COMPLETE and row.is_settled and row.layout and _passed(source, row, today)
    ]
    return tuple(sorted(due)[:PORTION])


def _passed(source: Source, row: LedgerRow, today: dt.date) -> bool:
    """Whether an age of the policy lies between the last time the issue was asked for and today."""
    asked = _asked_on(row)
    if asked is None:
        return False
    return any(asked < row.published_on + dt.timedelta(days=age) <= today for age in source.ages_asked_again)


def gaps(source: Source, rows: Sequence[LedgerRow], today: dt.date, before: dt.date) -> tuple[dt.date, ...]:
    """Days before `before` that are neither held whole nor known to have no issue, the oldest first, a portion of them.

    Only behind the first day that the ledger knows and not further back than HEALED_BACK days. A day is asked for once
    a day at most, and after TRIED answered attempts no more.
    """
    known = {row.published_on: row for row in rows}
    first = max(min(known, default=before), today - dt.timedelta(days=HEALED_BACK))
    days = [first + dt.timedelta(days=at) for at in range((before - first).days)]
    return tuple(day for day in days if _is_gap(source, day, known.get(day), today))[:PORTION]


def _is_gap(source: Source, day: dt.date, row: LedgerRow | None, today: dt.date) -> bool:
    if not exists(source, day) or source.calendar.expects(day) is False:
        return False
    if row is None:
        return True
    if row.status in SETTLED and row.is_settled:
        return False
    asked = _asked_on(row)
    return row.n_answered < TRIED and (asked is None or asked < today)


def _asked_on(row: LedgerRow) -> dt.date | None:
    return today_in_china(row.last_asked.replace(tzinfo=dt.UTC)) if row.last_asked else None


def days_by_lists(
    entries: Collection[Listed], named: Iterable[NamedRelease], known: Collection[dt.date]
) -> tuple[dt.date, ...]:
    """Of the `known` days those for which the lists show another release, title or day than before, newest first.

    A release that a list names no more is looked after only between others: a list that ends before it says nothing.
    """
    in_order = sorted(entries, key=lambda entry: (entry.day, entry.page))
    shown, places = {entry.url: entry for entry in in_order}, {(entry.url, entry.day) for entry in entries}
    held = {(release.url, release.published_on): release for release in named}
    days = set()
    for entry in shown.values():
        release = held.get((entry.url, entry.day))
        if release is None or release.title != entry.title:
            days.add(entry.day)
    for (url, day), release in held.items():
        stands = release.status is ReleaseStatus.LOADED and not release.absent
        if stands and (url, day) not in places and _between(entries, release.page, day):
            days.add(day)
    return tuple(sorted(days & set(known), reverse=True)[:PORTION])


def _between(entries: Collection[Listed], page: str, day: dt.date) -> bool:
    """Whether the column shows newer entries than the day's, and every column older ones."""
    days: dict[str, list[dt.date]] = {}
    for entry in entries:
        days.setdefault(entry.page, []).append(entry.day)
    return page in days and day < max(days[page]) and all(min(each) < day for each in days.values())
