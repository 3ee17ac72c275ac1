"""Which issues a run takes up: what was asked for, less what the ledger settles and what no calendar has."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.errors import InputError
from flows.issues.dates import today_in_china
from flows.issues.order import Direction
from flows.sources.declaration import Source, SourceKind
from flows.sources.errors import NotPublished
from flows.sources.registry import SOURCES
from flows.sources.rest_days import festival, is_ordered
from warehouse.load.ledger import LedgerRow
from warehouse.model import Issue, IssueStatus

SETTLED = frozenset({IssueStatus.COMPLETE, IssueStatus.NO_ISSUE})


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """One source's part of a run: days to ask for in order, days no calendar has, days the ledger settles."""

    source: Source
    days: tuple[dt.date, ...]
    off_days: tuple[dt.date, ...] = ()
    settled: tuple[LedgerRow, ...] = ()
    held: tuple[LedgerRow, ...] = ()  # the ledger's rows of the days to ask for

    @property
    def issues(self) -> list[Issue]:
        """The issues to ask for."""
        return [Issue(self.source.source_id, day) for day in self.days]


def unordered_years(now: dt.datetime) -> list[int]:
    """Years in use whose holiday order the library does not know: this one, and in December the one to come."""
    today = today_in_china(now)
    years = [today.year, today.year + 1] if today.month == 12 else [today.year]
    return [year for year in years if not is_ordered(year)]


def chosen_sources(source_ids: Sequence[str]) -> tuple[Source, ...]:
    """The sources of these ids, all of them where none is given. Raises InputError naming the nearest."""
    return tuple(known_source(each) for each in dict.fromkeys(source_ids)) or tuple(SOURCES.values())


def known_source(source_id: str) -> Source:
    """The source of that id. Raises InputError naming the nearest."""
    if source_id in SOURCES:
        return SOURCES[source_id]
    names = {source.name_zh: source.source_id for source in SOURCES.values()}
    near = difflib.get_close_matches(source_id.lower(), [*SOURCES, *names], 1, 0.4)
    meant = f"did you mean {names.get(near[0], near[0])}? " if near else ""
    raise InputError(f"expected a source, found {source_id!r}: {meant}`gongbao sources` lists them all")


def require_past(day: dt.date, today: dt.date, option: str) -> None:
    """Raises InputError for a day that is still to come."""
    if day > today:
        raise InputError(
            f"expected a day up to today for {option}, found {day} and today is {today} in China: give an earlier day"
        )


def window(source: Source, day: dt.date, lookback: int) -> list[dt.date]:
    """The day and `lookback` days before it, the newest first, as far as the source has a layout for them.

    Public holidays that a paper may rest on do not count: when it is back, they are asked for again.
    """
    rests = source.kind is SourceKind.PAPER and not source.calendar.established
    days = [day]
    while lookback > 0:
        days.append(days[-1] - dt.timedelta(days=1))
        lookback -= not (rests and festival(days[-1]))
    return [each for each in days if exists(source, each)]


def stretch(source: Source, first: dt.date, last: dt.date, direction: Direction) -> list[dt.date]:
    """All days from `first` to `last`. Raises InputError where they are reversed or the paper did not exist."""
    if last < first:
        raise InputError(f"expected --from before --to, found {first} and {last}: exchange them")
    days = [first + dt.timedelta(days=at) for at in range((last - first).days + 1)]
    present = [each for each in days if exists(source, each)]
    if not present:
        require_existing(source, last)
    return present[::-1] if direction is Direction.NEWEST else present


def exists(source: Source, day: dt.date) -> bool:
    """Whether the source has a layout for the day."""
    return any(layout.covers(day) for layout in source.layouts)


def require_existing(source: Source, day: dt.date) -> None:
    """Raises InputError for a day on which the paper did not exist, or in no layout that is known."""
    try:
        source.layouts_on(day)
    except NotPublished as error:
        raise InputError(str(error)) from error


def plan(source: Source, days: Iterable[dt.date], held: Iterable[LedgerRow]) -> SourcePlan:
    """What is left to do: days the ledger has as settled are left out, and those no calendar has are not asked for.

    Documents that were loaded by hand (no layout) give way to the paper's own issue.
    """
    known = {row.published_on: row for row in held}
    asked, off, settled, open_rows = [], [], [], []
    for day in days:
        row = known.get(day)
        if row is not None and row.status in SETTLED and row.is_settled and row.layout:
            settled.append(row)
        elif source.calendar.expects(day) is False:
            if row is None:
                off.append(day)
        else:
            asked.append(day)
            if row is not None:
                open_rows.append(row)
    return SourcePlan(source, tuple(asked), tuple(off), tuple(settled), tuple(open_rows))
