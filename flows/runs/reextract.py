"""The archive read again by the present code, with plain functions: no network, a report before all publishing."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import duckdb

from flows.errors import InputError
from flows.fetch.reading import ArchiveReader
from flows.fetch.throttle import utc_now
from flows.home import code_version
from flows.issues.extractors import checked_place, extractors
from flows.issues.outcome import IssueOutcome
from flows.issues.pipeline import naive_utc, written
from flows.issues.plan import chosen_sources
from flows.issues.pool import ExtractionPool
from flows.issues.reading import Reading
from flows.issues.refresher import Refresher
from flows.issues.teller import Teller
from flows.issues.verdict import Verdict
from flows.issues.visits import Visit, visits
from flows.issues.writer import SharedWriter
from flows.runs.issues import noted_run, publish_now
from flows.runs.options import ReextractOptions
from flows.runs.progress import IssueBar
from flows.runs.report import GOOD, RunReport
from flows.sources.declaration import Source
from warehouse.load import ledger, releases
from warehouse.load.ledger import Attempt, Change, LedgerRow
from warehouse.model import Issue, IssueStatus

EXAMPLES = 20
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2999, 12, 31)
AHEAD = 3  # issues under way: one is loaded, one extracted, one read from the archive


@dataclass
class ReextractReport(RunReport):
    """What reading again came to: the claims gained, lost and changed, some of them in words.

    An issue counts as read again only where its reading took the place of what was held.
    """

    counts: Counter[str] = field(default_factory=Counter)
    examples: list[Change] = field(default_factory=list)
    is_told: bool = False

    @property
    def troubles(self) -> list[IssueOutcome]:
        """Issues that are not as they should be, and those that stay as an earlier reading left them."""
        kept = [outcome for outcome in self.outcomes if outcome.kept and outcome.status in GOOD]
        return [*super().troubles, *kept]

    def take(self, changes: Sequence[Change]) -> None:
        """Count an issue's changes and keep a few as examples, those lost first."""
        self.counts.update(change.what for change in changes)
        room = EXAMPLES - len(self.examples)
        self.examples += sorted(changes, key=lambda change: change.what, reverse=True)[: max(0, room)]

    def lines(self) -> list[str]:
        """What is still to be said: how the claims changed, until that is told, then what was published."""
        lines = [] if self.is_told else self.changes()
        if self.published:
            lines.append(f"{self.findings} findings of the checks; published as {self.published.path}")
        return lines

    def changes(self) -> list[str]:
        """The whole in a few lines, then the examples."""
        kept = [outcome for outcome in self.outcomes if outcome.kept]
        found = Counter(outcome.status.value for outcome in self.outcomes if not outcome.kept)
        said = ", ".join(f"{count} {status}" for status, count in sorted(found.items()))
        counted = ", ".join(f"{self.counts[what]} {what}" for what in ("gained", "lost", "changed"))
        lines = [f"{found.total()} issues read again from the archive: {said or 'nothing'}"]
        lines += [f"{len(kept)} issues stay as they were"] if kept else []
        lines.append(f"claims: {counted}")
        for change in self.examples:
            before_after = " -> ".join(filter(None, (change.before, change.after)))
            lines.append(f"  {change.what} {change.claim_id} {change.quote!r}: {before_after}")
        return lines


Tell = Callable[[Sequence[str]], Awaitable[None]]


def checked_reextract(options: ReextractOptions) -> None:
    """Raises InputError for an unknown source, reversed days, and what is no place of a cluster."""
    chosen_sources(options.sources)
    checked_place(options.on)
    first, last = options.first, options.last
    if first is not None and last is not None and last < first:
        raise InputError(f"expected --from before --to, found {first} and {last}: exchange them")


async def reextract_all(home: Path, options: ReextractOptions) -> ReextractReport:
    """Read every archived issue again and load what differs; replaced claims go to history. Publishes nothing.

    `accept_drift`: issues held back as drifted are taken in as they are. Raises InputError before anything is done.
    """
    checked_reextract(options)
    report = ReextractReport("reextract")
    writer = SharedWriter(home)
    try:
        async with noted_run(writer, "reextract", report) as refresher:
            work = await writer(lambda c: _archived(c, options))
            async with extractors(options.on, options.workers) as pool:
                job = SecondReading(refresher, writer, pool, ArchiveReader(home / "archive"))
                with IssueBar(len(work), "reextract") as bar:

                    def done(outcome: IssueOutcome, changes: Sequence[Change]) -> None:
                        report.outcomes.append(outcome)
                        report.take(changes)
                        bar.done(outcome.issue.issue_id, outcome.status.value)

                    await job.through(work, done)
    finally:
        await writer.close()
    return report


async def reextract_and_publish(home: Path, options: ReextractOptions, *, tell: Tell) -> ReextractReport:
    """`reextract_all`, its changes told before the copy is published.

    Trouble in some issues keeps nothing else from the readers, as in a daily run: `require_good` of the report says so.
    """
    report = await reextract_all(home, options)
    await tell(report.changes())
    report.is_told = True
    if options.publish:
        writer = SharedWriter(home)
        try:
            report.published, report.findings = await publish_now(writer, home)
        finally:
            await writer.close()
    return report


def _archived(connection: duckdb.DuckDBPyConnection, options: ReextractOptions) -> list[Again]:
    first, last = options.first or FIRST_DAY, options.last or LAST_DAY
    return [
        Again(source, issue, options.accept_drift)
        for source in chosen_sources(options.sources)
        for issue in ledger.fetched_issues(connection, source.source_id, first, last)
    ]


@dataclass(frozen=True, slots=True)
class Again:
    """An issue to be read again. `accept_drift`: taken in as it was first seen, though its history calls it drifted."""

    source: Source
    issue: Issue
    accept_drift: bool = False


@dataclass(frozen=True, slots=True)
class _Opened:
    """An issue whose archived pages are read and extracted, and wait for their turn."""

    again: Again
    teller: Teller
    shown: Sequence[Visit]
    held: LedgerRow | None
    started: dt.datetime


Done = Callable[[IssueOutcome, Sequence[Change]], None]


@dataclass(frozen=True)
class SecondReading:
    """Reads issues from the archive into the warehouse of `writer`, as part of the run that `refresher` works for.

    `accept_last`: where drift is accepted, an issue is taken in as it was seen last, too. `accepted`: addresses of
    releases that an operator does without. `compares`: asks which claims changed, which are all where nothing was held.
    """

    refresher: Refresher
    writer: SharedWriter
    pool: ExtractionPool
    archive: ArchiveReader
    accept_last: bool = True
    accepted: frozenset[str] = frozenset()
    compares: bool = True

    async def through(self, work: Sequence[Again], done: Done) -> None:
        """Read issues again and load them, in their order; `done` is told of each, with the claims that changed.

        What the next ones hold is read and extracted meanwhile; each is judged when those before it are loaded.
        """
        reading, waiting = asyncio.Lock(), iter(work)
        ahead: deque[asyncio.Task[_Opened]] = deque()
        try:
            for _ in work:
                for again in islice(waiting, AHEAD - len(ahead)):
                    ahead.append(asyncio.ensure_future(self._opened(again, reading)))
                opened = await ahead[0]
                outcome, changes = await self._read(opened)
                ahead.popleft()
                await self.refresher.done(outcome.issue, loaded=outcome.summary is not None)
                done(outcome, changes)
        finally:
            for task in ahead:
                task.cancel()
            await asyncio.gather(*ahead, return_exceptions=True)

    async def _opened(self, again: Again, reading: asyncio.Lock) -> _Opened:
        """The issue's pages, one issue's at a time: reading them is this process's own work; then extracted."""
        started, issue = utc_now(), again.issue
        async with reading:
            rows, held, accepted = await self.writer(
                lambda c: (ledger.pages_of(c, [issue]), _held(c, issue), releases.accepted(c))
            )
            shown = visits(rows) or [Visit(started, (), 1, True)]
            teller = Teller(again.source, issue, self.pool, self.writer, self.archive, accepted | self.accepted)
            await teller.replay(shown)
        await teller.extract()
        return _Opened(again, teller, shown, held, started)

    async def _read(self, opened: _Opened) -> tuple[IssueOutcome, list[Change]]:
        issue, held, teller = opened.again.issue, opened.held, opened.teller
        lost = await teller.hear(opened.shown, self._accepted(opened))
        if lost and held is not None:
            return _kept(held, issue, lost), []
        reading = teller.story.told()
        return await self.writer(
            lambda connection: self._record(connection, issue, held, reading, opened.started), issue.source_id
        )

    def _accepted(self, opened: _Opened) -> set[int]:
        """The visits that are taken in though they are drifted: the first, and an operator says so of the last too."""
        shown = opened.shown
        if not opened.again.accept_drift:
            return set()
        return {shown[0].n, shown[-1].n} if self.accept_last else {shown[0].n}

    def _record(
        self,
        connection: duckdb.DuckDBPyConnection,
        issue: Issue,
        held: LedgerRow | None,
        reading: Reading,
        started: dt.datetime,
    ) -> tuple[IssueOutcome, list[Change]]:
        outcome = _outcome(issue, reading.verdict)
        since = naive_utc(utc_now())
        attempt = Attempt(self.refresher.run.run_id, issue, naive_utc(started), since)
        outcome = written(connection, held, reading, outcome, attempt, reason=f"reextract with {code_version()}")
        return outcome, ledger.changes(connection, issue, since) if self.compares else []


def _held(connection: duckdb.DuckDBPyConnection, issue: Issue) -> LedgerRow | None:
    return next(iter(ledger.rows(connection, issue.source_id, issue.published_on, issue.published_on)), None)


def _kept(held: LedgerRow, issue: Issue, lost: Sequence[str]) -> IssueOutcome:
    """An issue whose archived answers cannot all be had: what they gave before is more than what is left gives now."""
    why = f"{len(lost)} archived answers are lost, first: {lost[0]}"
    return IssueOutcome(issue, held.status, held.detail, held.is_settled, kept=why)


def _outcome(issue: Issue, ruled: Verdict) -> IssueOutcome:
    detail = "" if ruled.status is IssueStatus.COMPLETE else ruled.reason
    return IssueOutcome(issue, ruled.status, detail, ruled.settled)
