"""One issue from its first request to its rows in the warehouse. One issue is one unit of work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from flows.fetch.archive import ArchiveWriter
from flows.fetch.client import PoliteClient
from flows.fetch.model import SourcePolicy
from flows.fetch.reading import ArchiveReader
from flows.fetch.throttle import utc_now
from flows.home import code_version
from flows.issues import drift
from flows.issues.page_index import Notes, PageIndex
from flows.issues.pages import read_issue
from flows.issues.pool import ExtractionPool
from flows.issues.verdict import Verdict, verdict
from flows.issues.writer import SharedWriter
from flows.sources.declaration import Source
from flows.sources.protocol import IssueReading, Outcome
from warehouse.connect import transaction
from warehouse.errors import LoadError
from warehouse.load import ledger, load
from warehouse.load.ledger import Attempt, Counts, LedgerRow
from warehouse.load.load import LoadSummary
from warehouse.model import Extraction, Issue, IssueStatus, StoredResponse
from warehouse.series import observe

AWAY = frozenset({"NetworkDown", "RobotsUnreachable"})  # errors of a site, or a whole network, that cannot be reached
MISSED = frozenset({Outcome.NOT_FOUND, Outcome.OTHER_DATE})  # what the source's history may explain
LOADED = frozenset({IssueStatus.COMPLETE, IssueStatus.PARTIAL})


@dataclass(frozen=True, slots=True)
class IssueOutcome:
    """What became of an issue. `summary` is None where nothing was loaded; `offline`: the site was out of reach.

    `kept`: why this reading did not take the place of what is held, empty where it did.
    """

    issue: Issue
    status: IssueStatus
    detail: str
    is_settled: bool
    answers: int = 0
    bodies: int = 0
    seconds: float = 0.0
    offline: bool = False
    summary: LoadSummary | None = None
    kept: str = ""


@dataclass
class Assignment:
    """An issue to work on: its source, how that may be asked, what the ledger and the archive hold of it."""

    source: Source
    policy: SourcePolicy
    issue: Issue
    held: LedgerRow | None = None
    earlier: Sequence[StoredResponse] = field(default=(), repr=False)


@dataclass
class Reading:
    """What was read and extracted of an issue, before the warehouse has its say."""

    pages: IssueReading
    verdict: Verdict
    extractions: list[Extraction] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        """As the ledger will count them."""
        articles = self.pages.articles
        return Counts(
            self.pages.published_on,
            len({article.page for article in articles if article.page}),
            len(articles),
            sum(len(article.text) for article in articles),
            sum(len(extraction.claims) for extraction in self.extractions),
        )


class IssuePipeline:
    """Client, archive, pool and writer of one run, and the work on an issue with them."""

    def __init__(
        self,
        run_id: str,
        client: PoliteClient,
        archive: ArchiveWriter,
        index: PageIndex,
        pool: ExtractionPool,
        writer: SharedWriter,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        """`clock` is aware. The parts stay the caller's to close."""
        self.run_id, self.client, self.archive, self.index = run_id, client, archive, index
        self.pool, self.writer, self.clock = pool, writer, clock
        self._reader = ArchiveReader(archive.folder)

    async def work(self, work: Assignment) -> IssueOutcome:
        """Fetch, read, extract, load an issue. Raises ArchiveError and the writer's errors; nothing else stops it."""
        started = self.clock()
        with self.index.noting(work.source.source_id, work.issue, work.earlier) as notes:
            reader = work.source.reader(work.issue.published_on)
            pages = await read_issue(self.client, work.policy, reader, notes, self._reader)
            found = verdict(pages, work.source.calendar, self.clock(), work.source.kind)
            reading = await extracted(self.pool, Reading(pages, found))
            self.archive.sync()
            outcome = await self.writer(lambda connection: self._record(connection, work, reading, notes, started))
            self.index.written(notes)
        return replace(outcome, offline=_offline(pages))

    def _record(
        self,
        connection: duckdb.DuckDBPyConnection,
        work: Assignment,
        reading: Reading,
        notes: Notes,
        started: dt.datetime,
    ) -> IssueOutcome:
        """Load the issue or say why not, with its attempt and its archived answers."""
        finished = self.clock()
        ruled = judged(connection, work.source, reading, started)
        attempt = Attempt(
            self.run_id, work.issue, naive_utc(started), naive_utc(finished), n_answers=len(notes.rows),
            n_bodies=notes.n_bodies, n_bytes=notes.n_bytes, n_stored=notes.n_stored,
        )  # fmt: skip
        outcome = IssueOutcome(
            work.issue, ruled.status, ruled.reason, ruled.settled, len(notes.rows),
            notes.n_bodies, (finished - started).total_seconds(),
        )  # fmt: skip
        return written(connection, work.held, reading, outcome, attempt, notes.rows)


async def extracted(pool: ExtractionPool, reading: Reading) -> Reading:
    """The reading with what its articles hold; an article that cannot be extracted leaves the issue partial."""
    if reading.verdict.status not in LOADED:
        return reading
    found = await pool.extract(reading.pages.articles)
    lost = [
        f"{article.article_id}: {said}"
        for article, said in zip(reading.pages.articles, found, strict=True)
        if isinstance(said, str)
    ]
    extractions = [Extraction() if isinstance(said, str) else said for said in found]
    if not lost:
        return replace(reading, extractions=extractions)
    reason = f"{len(lost)} articles could not be extracted, first {lost[0]}"
    return Reading(reading.pages, Verdict(IssueStatus.PARTIAL, reason, settled=False), extractions)


def judged(connection: duckdb.DuckDBPyConnection, source: Source, reading: Reading, read_at: dt.datetime) -> Verdict:
    """The verdict, after the source's own history was asked: a miss may be a day of rest, a thin issue drift.

    A partial issue is judged on what was read of it: one page that fails hides no redesign.
    """
    if reading.pages.outcome in MISSED:
        return miss_explained(connection, source, reading.pages, read_at)
    if reading.verdict.status not in LOADED:
        return reading.verdict
    issue = Issue(source.source_id, reading.pages.published_on)
    history = ledger.history(connection, issue)
    stored = ledger.shapes(connection, source.source_id, reading.pages.layout)
    why = drift.drifted(source.kind, reading.counts, reading.pages, history, stored)
    if why and reading.verdict.status is IssueStatus.PARTIAL:
        why = f"{why}; {reading.verdict.reason}"
    return Verdict(IssueStatus.DRIFTED, why, settled=False) if why else reading.verdict


def miss_explained(
    connection: duckdb.DuckDBPyConnection, source: Source, pages: IssueReading, read_at: dt.datetime
) -> Verdict:
    """The verdict on an issue that was not found, in the light of the issues that the ledger holds."""
    history = ledger.history(connection, Issue(source.source_id, pages.published_on))
    return verdict(pages, source.calendar, read_at, source.kind, [other.published_on for other in history])


def written(
    connection: duckdb.DuckDBPyConnection,
    held: LedgerRow | None,
    reading: Reading,
    outcome: IssueOutcome,
    attempt: Attempt,
    answers: Sequence[StoredResponse] = (),
    reason: str = "",
) -> IssueOutcome:
    """Write the outcome with its attempt and archived answers in one transaction; observations follow changed claims.

    `attempt` says what it cost; how it ended is the outcome's. What is held is never given up for less.
    """
    outcome, loads = _weighed(held, reading, outcome)
    try:
        with transaction(connection):
            if loads:
                outcome = _load(connection, reading, outcome, reason)
            else:
                _note(connection, reading, outcome)
            _record(connection, attempt, outcome, answers)
    except LoadError as error:
        outcome = replace(outcome, status=IssueStatus.FAILED, detail=str(error), is_settled=False)
        with transaction(connection):
            _note(connection, reading, outcome)
            _record(connection, attempt, outcome, answers)
        return outcome
    if loads:
        observe.refresh(connection, [outcome.issue.issue_id])
    return outcome


def _weighed(held: LedgerRow | None, reading: Reading, outcome: IssueOutcome) -> tuple[IssueOutcome, bool]:
    """The outcome in the light of what is held, and whether the reading takes its place."""
    loads = outcome.status in LOADED
    if held is None or held.n_articles == 0 or not held.layout or outcome.status is IssueStatus.COMPLETE:
        return outcome, loads
    if held.status is not IssueStatus.COMPLETE and held.n_articles <= len(reading.pages.articles):
        return outcome, loads
    why = f"{outcome.status.value}: {outcome.detail}"[:500]
    said = f"kept as it was: {outcome.detail}"[:500]
    if held.status is IssueStatus.COMPLETE:
        return replace(outcome, status=held.status, detail=held.detail, is_settled=held.is_settled, kept=why), False
    return replace(outcome, status=held.status, detail=said, kept=why), False


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
    )
    if complete:
        ledger.record_shapes(connection, outcome.issue, reading.pages.layout, drift.shapes_of(reading.pages))
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
