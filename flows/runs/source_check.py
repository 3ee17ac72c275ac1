"""`gongbao sources check`: one issue fetched, archived and read, nothing loaded; what each declared field found."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from flows.fetch.archive import ArchiveWriter
from flows.fetch.client import PoliteClient
from flows.fetch.reading import ArchiveReader
from flows.issues import drift
from flows.issues.dates import today_in_china
from flows.issues.judge import MISSED, miss_explained, verdict
from flows.issues.page_index import PageIndex
from flows.issues.pages import read_issue
from flows.issues.plan import known_source, require_existing, require_past
from flows.issues.policies import checked_origin, policy_of, settings_of
from flows.issues.reading import LOADED, Reading
from flows.issues.verdict import Verdict
from flows.issues.writer import SharedWriter
from flows.runs.issues import Conditions, note_left_behind
from flows.sources.declaration import Source
from flows.sources.protocol import IssueReading
from flows.sources.report import FieldRow, field_rows
from warehouse.load import ledger
from warehouse.model import Issue, IssueStatus

CURES = {
    IssueStatus.DRIFTED: "see the fields above, and declare a dated layout",
    IssueStatus.NO_ISSUE: "give a day with an issue as --date",
    IssueStatus.NOT_YET: "give an earlier day as --date",
}


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What an issue's pages gave, the verdict on them, and how they differ from the source's own history."""

    reading: IssueReading
    verdict: Verdict
    unlike: str

    @property
    def trouble(self) -> str:
        """Why the declaration does not read the source as it is, and what to do; empty where it does."""
        status = self.verdict.status
        if status is IssueStatus.COMPLETE and not self.unlike:
            return ""
        found, cure = f"it {status.value}: {self.verdict.reason}", CURES.get(status, "ask again, or see what it lacks")
        if status in LOADED and self.unlike:
            found, cure = f"one that it does not fit: {self.unlike}", CURES[IssueStatus.DRIFTED]
        where = f"{self.reading.source_id} {self.reading.published_on}"
        return f"expected an issue that the declaration reads, found {found}: {where}: {cure}"

    def fields(self) -> list[FieldRow]:
        """A row a field."""
        return field_rows(self.reading)

    def lines(self) -> list[str]:
        """The whole in a few lines."""
        read = self.reading
        left = Counter(each.reason.value for each in read.left_out)
        lines = [
            f"{read.source_id} {read.published_on}: {self.verdict.status.value}: {self.verdict.reason}",
            f"layout {read.layout}: {len(read.pages)} pages, {len(read.articles)} articles, "
            f"left out: {', '.join(f'{count} {reason}' for reason, count in left.items()) or 'nothing'}",
            f"unlike the issues held: {self.unlike or 'in nothing'}",
        ]
        return lines + [f"given up: {each.request.url}: {each.message}" for each in read.failures[:10]]


def checked_check(source_id: str, day: dt.date | None, origin: str | None, now: dt.datetime) -> None:
    """Raises InputError for an unknown source, a day to come, a day before the paper."""
    source = known_source(source_id)
    if day is not None:
        require_past(day, today_in_china(now), "--date")
        require_existing(source, day)
    if origin is not None:
        checked_origin(origin)


async def check_source(
    home: Path, source_id: str, day: dt.date | None = None, conditions: Conditions | None = None
) -> SourceCheck:
    """Fetch one issue (yesterday's where no day is given) and read it. Only its archived answers are noted."""
    conditions = conditions or Conditions()
    checked_check(source_id, day, conditions.origin, conditions.clock())
    source = known_source(source_id)
    issue = Issue(source_id, day or today_in_china(conditions.clock()) - dt.timedelta(days=1))
    writer, folder = SharedWriter(home, conditions.patience), home / "archive"
    try:
        index = PageIndex(await writer(lambda c: ledger.shared_pages(c, [source_id, ""])))
        await note_left_behind(folder, writer, [])
        with ArchiveWriter(folder, clock=conditions.clock) as archive:
            settings = conditions.settings or settings_of(home)
            async with PoliteClient(archive, index, settings, conditions.surroundings) as client:
                with index.noting(source_id, None) as notes:  # a trial: the archive must not name it as an issue
                    policy = policy_of(source, home, conditions.origin)
                    reader = source.reader(issue.published_on)
                    reading = await read_issue(client, policy, reader, notes, ArchiveReader(folder))
        await writer(lambda c: ledger.record_pages(c, index.loose()))
        now = conditions.clock()
        found = Reading(reading, verdict(reading, source.calendar, now, source.kind))
        if reading.outcome in MISSED:
            explained = await writer(lambda c: miss_explained(c, source, reading, now))
            found = Reading(reading, explained)
        unlike = await writer(
            lambda c: _unlike(source, found, ledger.history(c, issue), ledger.shapes(c, source_id, reading.layout))
        )
    finally:
        await writer.close()
    return SourceCheck(reading, found.verdict, unlike)


def _unlike(source: Source, found: Reading, history: list[ledger.Counts], shapes: list[ledger.PageShape]) -> str:
    """How the issue differs; claims are not counted, for nothing was extracted."""
    if found.verdict.status not in LOADED:
        return drift.unlike(drift.shapes_of(found.pages), shapes)
    others = [ledger.Counts(c.published_on, c.pages, c.articles, c.characters, 0) for c in history]
    return drift.drifted(source.kind, found.counts, found.pages, others, shapes)
