"""One day of each source, fetched side by side into a folder that is thrown away, as a table fit for an issue."""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.errors import FlowError
from flows.fetch.errors import ArchiveError, FetchError
from flows.issues.dates import today_in_china
from flows.issues.plan import exists
from flows.runs.issues import Conditions
from flows.runs.source_check import SourceCheck, check_source
from flows.sources.declaration import Source
from flows.sources.errors import SourceError
from flows.sources.registry import SOURCES
from warehouse.errors import WarehouseError
from warehouse.model import IssueStatus

HEAD = ("source", "day", "status", "layout", "pages", "articles", "fields that found nothing", "given up", "s", "why")
TRIED = 5  # days, the newest first, until one has an issue
LONGEST_S = 540.0  # of all: under ten minutes
QUIET = frozenset({IssueStatus.NO_ISSUE, IssueStatus.NOT_YET})


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one source. `is_read`: the declaration reads it."""

    cells: tuple[str, ...]
    is_read: bool


async def looked_at(
    source_ids: Sequence[str], day: dt.date | None, conditions: Conditions, origins: Mapping[str, str]
) -> list[Row]:
    """A row a source, in the order of their ids; one that takes too long says so."""
    until = time.monotonic() + LONGEST_S
    parts = [_row(SOURCES[each], day, replace(conditions, origin=origins.get(each)), until) for each in source_ids]
    return list(await asyncio.gather(*parts))


async def _row(source: Source, day: dt.date | None, conditions: Conditions, until: float) -> Row:
    begun, said = time.monotonic(), ""
    newest = day or today_in_china(conditions.clock()) - dt.timedelta(days=1)
    try:
        async with asyncio.timeout(until - begun):
            found = await _first(source, newest, conditions)
        if found is not None:
            return _read(source, found, time.monotonic() - begun)
        said = f"no issue from {newest - dt.timedelta(days=TRIED - 1)} to {newest}"
    except TimeoutError:
        said = f"not read within {LONGEST_S:.0f} s"
    except (FlowError, SourceError, FetchError, ArchiveError, WarehouseError) as error:
        said = str(error)
    seconds = f"{time.monotonic() - begun:.0f}"
    return Row((source.source_id, str(newest), "none", "", "", "", "", "", seconds, _cell(said)), False)


async def _first(source: Source, newest: dt.date, conditions: Conditions) -> SourceCheck | None:
    """The newest day's issue, of those days that have one."""
    for back in range(TRIED):
        day = newest - dt.timedelta(days=back)
        if not exists(source, day):
            return None
        with tempfile.TemporaryDirectory(prefix="gongbao-live-") as home:
            found = await check_source(Path(home), source.source_id, day, conditions)
        if found.verdict.status not in QUIET:
            return found
    return None


def _read(source: Source, found: SourceCheck, seconds: float) -> Row:
    reading, status = found.reading, found.verdict.status.value
    empty = [f"{row.ask}.{row.field}" for row in found.fields() if row.found == 0]
    counts = (str(len(reading.pages)), str(len(reading.articles)), ", ".join(empty), str(len(reading.failures)))
    named = (source.source_id, str(reading.published_on), status, reading.layout)
    cells = (*named, *counts, f"{seconds:.0f}", _cell(found.trouble))
    return Row(cells, not found.trouble)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    lines = [HEAD, tuple("---" for _ in HEAD), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
