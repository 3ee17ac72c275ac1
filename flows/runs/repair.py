"""Lost and damaged bodies of the archive asked for again where the publisher still has them, with plain functions.

A body that comes back as it was takes the lost one's place. Another body is kept too, as an answer of its own: the lost
one is then gone for good, as is one that the publisher has no more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import duckdb

from flows.errors import TroubleError
from flows.fetch.archive import ArchiveWriter
from flows.fetch.client import PoliteClient
from flows.fetch.errors import FetchError, HttpStatus
from flows.fetch.model import FetchRequest
from flows.issues.page_index import RECOVERED, Notes, PageIndex
from flows.issues.policies import policy_of, settings_of
from flows.issues.writer import SharedWriter
from flows.runs.issues import Conditions, note_left_behind, publish_now
from flows.runs.verify import TOLD, Verification, verify
from flows.sources.registry import SOURCES
from warehouse.connect import transaction
from warehouse.load import ledger
from warehouse.model import StoredResponse
from warehouse.read.paused import pause_of

GONE = frozenset({404, 410, 451})


@dataclass
class RepairReport:
    """What became of each lost answer; `left`: what verify still finds."""

    lost: int = 0
    elsewhere: int = 0
    back: int = 0
    gone: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    left: Verification | None = None

    def lines(self) -> list[str]:
        """The whole in a few lines."""
        return [
            f"{self.lost} answers were lost: {self.back} brought back, {self.elsewhere} held elsewhere, "
            f"{len(self.gone)} gone for good, {len(self.later)} not asked for or out of reach now",
            *(self.left.lines() if self.left else []),
        ]

    def require_good(self) -> RepairReport:
        """The report itself. Raises TroubleError where something is still amiss."""
        if self.left is None or not self.left.problems:
            return self
        found = f"{len(self.gone)} gone for good, {len(self.later)} that may be had later"
        raise TroubleError(
            f"expected every lost answer back, found {found} and {len(self.left.problems)} problems left: bring files "
            "back from a backup; `gongbao rebuild --accept-loss` goes on without what is gone",
            self.lines(), [*self.gone[:TOLD], *self.later[:TOLD]],
        )  # fmt: skip


async def repair_all(home: Path, conditions: Conditions | None = None) -> RepairReport:
    """Verify, ask again for what is lost, note it, publish, verify. Killed at any moment, it can be run again.

    Raises HomeError where nothing is published, LockedError, ArchiveError, and what publishing raises.
    """
    conditions = conditions or Conditions()
    before = verify(home)
    report = RepairReport(lost=len(before.lost), left=before)
    if not before.problems:
        return report
    writer = SharedWriter(home, conditions.patience)
    try:
        await _brought_back(home, conditions, writer, before.lost, report)
        await publish_now(writer, home, whole=False)
    finally:
        await writer.close()
    report.left = verify(home)
    return report


async def _brought_back(
    home: Path, conditions: Conditions, writer: SharedWriter, lost: list[StoredResponse], report: RepairReport
) -> None:
    """Each lost body once: what is held elsewhere is not asked for, nor are paused sources."""
    places = {row.place for row in lost}
    bodies: dict[tuple[str, str], list[StoredResponse]] = {}
    for row in lost:
        bodies.setdefault((row.key, row.sha256), []).append(row)
    index = PageIndex()
    await note_left_behind(home / "archive", writer, [])  # damage in them is what `verify` tells
    with ArchiveWriter(home / "archive", clock=conditions.clock) as archive:
        settings = conditions.settings or settings_of(home)
        async with PoliteClient(archive, index, settings, conditions.surroundings) as client:
            for (key, sha256), rows in bodies.items():
                same = await writer(partial(ledger.same_answers, key=key, sha256=sha256))
                held = [each for each in same if each.place not in places]
                if held:
                    report.elsewhere += len(rows)
                    await writer(partial(_taken_over, lost=rows, held=held))
                    continue
                notes = await _asked(home, conditions, client, index, rows, report)
                if notes is not None:
                    archive.sync()  # the bodies are on the disk before a row speaks of them
                    await writer(partial(_note, notes=notes, lost=rows))
                    index.written(notes)


async def _asked(
    home: Path, conditions: Conditions, client: PoliteClient, index: PageIndex, rows: list[StoredResponse],
    report: RepairReport,
) -> Notes | None:  # fmt: skip
    """What was fetched for these rows of one body; None where nothing was asked."""
    row = rows[-1]
    source = SOURCES.get(row.purpose.source_id) if row.purpose else None
    name = f"{row.url} ({row.warc_file} at {row.warc_offset})"
    if source is None or row.key != row.url:
        report.gone.append(f"gone: {name}: nobody knows how it was asked for")
        return None
    if pause_of(home, source.source_id) is not None:
        report.later.append(f"not asked: {name}: {source.source_id} is paused")
        return None
    said, is_gone = "the publisher has another body now, which is kept beside", True
    with index.noting(source.source_id, row.issue) as notes:
        request = FetchRequest(row.url, conditional=False, follow_refresh=False, purpose=row.purpose)
        try:
            await client.fetch(request, policy_of(source, home, conditions.origin))
        except FetchError as error:
            said, is_gone = str(error), isinstance(error, HttpStatus) and error.status in GONE
    if _is_back(notes, row):
        report.back += len(rows)
    elif is_gone:
        report.gone.append(f"gone: {name}: {said}")
    else:
        report.later.append(f"not to be had now: {name}: {said}")
    return notes


def _taken_over(connection: duckdb.DuckDBPyConnection, lost: list[StoredResponse], held: list[StoredResponse]) -> None:
    """Rows of bodies that lie elsewhere go. What a killed run left there is no issue's yet: it becomes the lost one's.

    An issue whose only answers to a visit were repeats of a killed run's would else have had no visit.
    """
    loose = [each for each in held if each.purpose is None or each.purpose.ask == RECOVERED]
    with transaction(connection):
        for row, each in zip(lost, loose, strict=False):
            ledger.forget(connection, [each])
            ledger.record_pages(connection, [replace(each, purpose=row.purpose)])
        ledger.forget(connection, lost)


def _is_back(notes: Notes, row: StoredResponse) -> bool:
    """Whether the very body is among what was fetched: a redirect's or a 404's too."""
    return any((each.key, each.sha256) == (row.key, row.sha256) for each in notes.rows)


def _note(connection: duckdb.DuckDBPyConnection, notes: Notes, lost: list[StoredResponse]) -> None:
    """Write what was fetched; what came back takes the lost rows' place."""
    with transaction(connection):
        ledger.record_pages(connection, notes.rows)
        if _is_back(notes, lost[-1]):
            ledger.forget(connection, lost)
