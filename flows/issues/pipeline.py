"""One issue from its first request to its rows in the warehouse. One issue is one unit of work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import duckdb

from flows.fetch.archive import ArchiveWriter
from flows.fetch.client import PoliteClient
from flows.fetch.reading import ArchiveReader
from flows.fetch.throttle import utc_now
from flows.home import code_version
from flows.issues.outcome import Assignment, IssueOutcome
from flows.issues.page_index import Notes, PageIndex
from flows.issues.pages import read_issue
from flows.issues.pool import ExtractionPool
from flows.issues.reading import LOADED, Reading
from flows.issues.refresher import Refresher
from flows.issues.story import Story
from flows.issues.teller import Teller
from flows.issues.visits import Visit, visits
from flows.issues.writer import SharedWriter
from flows.sources.protocol import IssueReading
from warehouse.connect import transaction
from warehouse.errors import LoadError
from warehouse.load import ledger, load, releases
from warehouse.load.ledger import Attempt, LedgerRow
from warehouse.model import IssueStatus, StoredResponse

AWAY = frozenset({"NetworkDown", "RobotsUnreachable"})  # errors of a site, or a whole network, that cannot be reached


class IssuePipeline:
    """Client, archive, pool and writer of one run, and the work on an issue with them."""

    def __init__(
        self,
        client: PoliteClient,
        archive: ArchiveWriter,
        index: PageIndex,
        pool: ExtractionPool,
        writer: SharedWriter,
        refresher: Refresher,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        """`clock` is aware. The parts stay the caller's to close."""
        self.client, self.archive, self.index = client, archive, index
        self.pool, self.writer, self.refresher, self.clock = pool, writer, refresher, clock
        self._reader = ArchiveReader(archive.folder)

    async def work(self, work: Assignment) -> IssueOutcome:
        """Fetch, read, extract, load an issue. Raises ArchiveError and the writer's errors; nothing else stops it."""
        started = self.clock()
        with self.index.noting(work.source.source_id, work.issue, work.earlier) as notes:
            reader = work.source.reader(work.issue.published_on)
            pages = await read_issue(self.client, work.policy, reader, notes, self._reader)
            self.archive.sync()
            told = await self._told(work, pages, [row for row in notes.rows if row.issue])
            outcome = await self.writer(
                lambda connection: self._record(connection, work, told, notes, started), work.source.source_id
            )
            self.index.written(notes)
        await self.refresher.done(work.issue, loaded=outcome.summary is not None)
        return replace(outcome, offline=_offline(pages), listing=pages.listing)

    async def _told(self, work: Assignment, pages: IssueReading, answers: Sequence[StoredResponse]) -> Reading | str:
        """The issue's story with this visit; in words why there is none, where it stays as it is held."""
        now, held = self.clock(), work.held
        earlier = [row for row in work.earlier if row.issue]
        shown = visits([*earlier, *answers])
        n = len(shown) if answers else len(shown) + 1
        loaded = held is not None and held.n_articles > 0 and bool(held.layout)
        if is_unchanged(held, pages, shown, answers):
            return ""
        teller = Teller(work.source, work.issue, self.pool, self.writer, self._reader, work.accepted)
        lost = await teller.hear(visits(earlier))
        if lost and loaded:
            return f"{len(lost)} archived answers are lost, first: {lost[0]}"
        if lost:
            teller.story = Story(work.issue, self.pool, work.accepted)
        seen_at = answers[-1].fetched_at if answers else now
        ruled = teller.ruled(pages, now, n)
        await teller.story.take(pages, ruled, seen_at, lambda reading: teller.judged(reading, now), n)
        return teller.story.told()

    def _record(
        self,
        connection: duckdb.DuckDBPyConnection,
        work: Assignment,
        told: Reading | str,
        notes: Notes,
        started: dt.datetime,
    ) -> IssueOutcome:
        """Load the issue or say why not, with its attempt and its archived answers."""
        finished = self.clock()
        attempt = Attempt(
            self.refresher.run.run_id, work.issue, naive_utc(started), naive_utc(finished), n_answers=len(notes.rows),
            n_bodies=notes.n_bodies, n_bytes=notes.n_bytes, n_stored=notes.n_stored,
        )  # fmt: skip
        cost = (len(notes.rows), notes.n_bodies, (finished - started).total_seconds())
        if isinstance(told, str):
            assert work.held is not None, "nothing stays as it is held where nothing is"
            held = work.held
            stays = IssueOutcome(work.issue, held.status, held.detail, held.is_settled, *cost, kept=told)
            with transaction(connection):
                _record(connection, attempt, stays, notes.rows)
            return stays
        ruled = told.verdict
        outcome = IssueOutcome(work.issue, ruled.status, ruled.reason, ruled.settled, *cost, kept=told.kept)
        return written(connection, work.held, told, outcome, attempt, notes.rows)


def is_unchanged(
    held: LedgerRow | None, pages: IssueReading, shown: Sequence[Visit], answers: Sequence[StoredResponse]
) -> bool:
    """Whether a visit showed a settled issue as the one before it did: then nothing has to be read again."""
    if held is None or held.status is not IssueStatus.COMPLETE or not (held.is_settled and held.layout):
        return False
    is_last = bool(answers) and len(shown) > 1 and shown[-1].rows[-1] == answers[-1]
    return pages.complete and is_last and not shown[-1].is_news


def written(
    connection: duckdb.DuckDBPyConnection,
    held: LedgerRow | None,
    reading: Reading,
    outcome: IssueOutcome,
    attempt: Attempt,
    answers: Sequence[StoredResponse] = (),
    reason: str = "",
) -> IssueOutcome:
    """Write the outcome with its attempt and archived answers in one transaction; observations follow with the refresh.

    `attempt` says what it cost; how it ended is the outcome's. What is held is never given up for less.
    """
    outcome, loads = _weighed(held, reading, outcome)
    try:
        with transaction(connection):
            if loads:
                outcome = _load(connection, reading, outcome, reason)
            else:
                _note(connection, reading, outcome)
            releases.record(connection, outcome.issue, reading.releases)
            _record(connection, attempt, outcome, answers)
    except LoadError as error:
        outcome = replace(outcome, status=IssueStatus.FAILED, detail=str(error), is_settled=False)
        with transaction(connection):
            _note(connection, reading, outcome)
            _record(connection, attempt, outcome, answers)
    return outcome


def _weighed(held: LedgerRow | None, reading: Reading, outcome: IssueOutcome) -> tuple[IssueOutcome, bool]:
    """The outcome in the light of what is held, and whether the reading takes its place.

    A reading that tells the whole story of an issue holds what was held; one that cannot, for the archive has lost it,
    never takes its place with less.
    """
    loads = bool(reading.pages.articles) and outcome.status in LOADED
    if held is None or held.n_articles == 0 or not held.layout or outcome.status is IssueStatus.COMPLETE:
        return outcome, loads
    if held.status is not IssueStatus.COMPLETE and held.n_articles <= len(reading.pages.articles):
        return outcome, loads
    return kept(held, outcome), False


def kept(held: LedgerRow, outcome: IssueOutcome) -> IssueOutcome:
    """The outcome of an issue that stays as the ledger has it."""
    why = f"{outcome.status.value}: {outcome.detail}"[:500]
    said = held.detail if held.status is IssueStatus.COMPLETE else f"kept as it was: {outcome.detail}"[:500]
    return replace(outcome, status=held.status, detail=said, is_settled=held.is_settled, kept=why)


def _note(connection: duckdb.DuckDBPyConnection, reading: Reading, outcome: IssueOutcome) -> None:
    load.record_issue(
        connection,
        outcome.issue,
        outcome.status,
        detail=outcome.detail,
        code_version=code_version(),
        layout=reading.pages.layout,
        is_settled=outcome.is_settled,
    )


def _load(connection: duckdb.DuckDBPyConnection, reading: Reading, outcome: IssueOutcome, reason: str) -> IssueOutcome:
    """The outcome with what loading the issue changed. The shapes of a complete issue's pages are kept too."""
    complete = outcome.status is IssueStatus.COMPLETE
    summary = load.write_issue(
        connection,
        outcome.issue,
        list(zip(reading.pages.articles, reading.extractions, strict=True)),
        code_version=code_version(),
        reason=reason,
        status=outcome.status,
        detail="" if complete else outcome.detail,
        layout=reading.pages.layout,
        is_settled=outcome.is_settled,
        versions=reading.versions,
    )
    if complete:
        ledger.record_shapes(connection, outcome.issue, reading.pages.layout, reading.shapes)
    return replace(outcome, summary=summary)


def _record(
    connection: duckdb.DuckDBPyConnection, attempt: Attempt, outcome: IssueOutcome, answers: Sequence[StoredResponse]
) -> None:
    ledger.record_attempt(connection, replace(attempt, status=outcome.status.value, detail=outcome.detail))
    ledger.record_pages(connection, answers)


def _offline(pages: IssueReading) -> bool:
    return bool(pages.failures) and all(failure.kind in AWAY for failure in pages.failures)


def naive_utc(moment: dt.datetime) -> dt.datetime:
    """A moment as the columns hold it: UTC, without a zone."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)
