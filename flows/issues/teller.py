"""An issue's story heard from the archive alone: each visit that showed something new, replayed in its turn."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable, Sequence

import duckdb

from flows.fetch.model import SourcePolicy
from flows.fetch.reading import ArchiveReader
from flows.issues.judge import judged, verdict
from flows.issues.pool import ExtractionPool
from flows.issues.reading import Reading
from flows.issues.replay import Replayed, replay
from flows.issues.story import Story
from flows.issues.verdict import Verdict
from flows.issues.visits import Visit
from flows.issues.writer import SharedWriter
from flows.sources.declaration import Source
from flows.sources.errors import NotPublished
from flows.sources.protocol import IssueReading, Outcome
from warehouse.load import ledger
from warehouse.model import Issue, StoredResponse


class Teller:
    """Hears an issue's visits into its `story`, with the ledger's word on each."""

    def __init__(
        self,
        source: Source,
        issue: Issue,
        pool: ExtractionPool,
        writer: SharedWriter,
        archive: ArchiveReader,
        accepted: frozenset[str] = frozenset(),
    ) -> None:
        """The parts stay the caller's to close. `accepted`: addresses that an operator does without."""
        self._source, self._issue, self._writer, self._archive = source, issue, writer, archive
        self.story = Story(issue, pool, accepted)
        self._found: dict[int, Replayed] = {}

    async def replay(self, visits: Sequence[Visit]) -> None:
        """Replay what these visits showed, before their turn to be heard comes."""
        shared = await self._writer(self._shared) if visits else []
        for visit in visits:
            if visit.is_news:
                rows = [*shared, *visit.rows]
                found = await asyncio.to_thread(_replayed, self._source, self._issue, rows, self._archive)
                self._found[visit.n] = found

    async def extract(self) -> None:
        """Extract what was replayed, before its turn comes."""
        for found in self._found.values():
            await self.story.extract(found.reading)

    async def hear(self, visits: Sequence[Visit], accept: Iterable[int] = ()) -> tuple[str, ...]:
        """Take in visits from the archive; gives what the archive has lost of them, in words.

        `accept`: numbers of visits that are taken in though the source's history would call them drifted.
        """
        if not self._found:
            await self.replay(visits)
        accepted, lost, found = (
            set(accept),
            list[str](),
            Replayed(IssueReading("", self._issue.published_on, "", Outcome.UNREADABLE)),
        )
        for visit in visits:
            if visit.is_news:  # else it showed what the one before it did
                found = self._found.pop(visit.n)
                lost += found.lost
            ruled = self.ruled(found.reading, visit.seen_at, visit.n)

            async def judge(reading: Reading, visit: Visit = visit) -> Verdict:
                return reading.verdict if visit.n in accepted else await self.judged(reading, visit.seen_at)

            await self.story.take(found.reading, ruled, visit.seen_at, judge, visit.n)
        return tuple(dict.fromkeys(lost))

    def ruled(self, pages: IssueReading, read_at: dt.datetime, n: int) -> Verdict:
        """The verdict on a visit, the `n`th, before the source's history is asked."""
        given_up = self.story.given_up(pages, n)
        return verdict(pages, self._source.calendar, read_at, self._source.kind, given_up=given_up)

    async def judged(self, reading: Reading, read_at: dt.datetime) -> Verdict:
        """See `flows.issues.judge.judged`."""
        return await self._writer(lambda connection: judged(connection, self._source, reading, read_at))

    def _shared(self, connection: duckdb.DuckDBPyConnection) -> list[StoredResponse]:
        return ledger.shared_pages(connection, [self._source.source_id, ""])


def _replayed(source: Source, issue: Issue, rows: Sequence[StoredResponse], archive: ArchiveReader) -> Replayed:
    """The issue from the archive; unreadable where the source is not declared for that day any more."""
    try:
        reader = source.reader(issue.published_on)
    except NotPublished as error:
        nothing = IssueReading(source.source_id, issue.published_on, "", Outcome.UNREADABLE, note=str(error))
        return Replayed(nothing)
    return replay(reader, rows, archive, SourcePolicy(source.source_id, source.hosts))
