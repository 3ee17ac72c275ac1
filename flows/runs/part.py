"""One source's part of a run: its issues in their order, a few at a time, then the days on which its lists surprise."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import duckdb

from flows.fetch.model import SourcePolicy
from flows.issues.again import days_by_lists
from flows.issues.outcome import Assignment, IssueOutcome
from flows.issues.pipeline import IssuePipeline
from flows.issues.plan import SourcePlan
from flows.issues.plan import plan as planned
from flows.sources.declaration import Source, SourceKind
from flows.sources.protocol import Listed
from warehouse import leases, store
from warehouse.load import ledger, releases
from warehouse.model import StoredResponse

ELSEWHERE_S = 60.0  # an issue that another process works on is looked for again: that one may have died
LOOK_S = 2.0  # between two looks
OFFLINE_ISSUES = 3  # so many issues in a row that cannot be reached end a source's part of the run
IssueWork = Callable[[IssuePipeline, Assignment], Awaitable[IssueOutcome]]
Done = Callable[[IssueOutcome], Awaitable[None]]


class SourcePart:
    """Works through a source's plan; `stopped` says why it ended before its work did."""

    def __init__(
        self,
        pipeline: IssuePipeline,
        policy: SourcePolicy,
        work: IssueWork,
        done: Done,
        may_ask: Callable[[], bool],
        in_flight: int,
    ) -> None:
        """`done` is told of each outcome; `may_ask` is asked before each issue; `in_flight`: issues at once."""
        self._pipeline, self._policy, self._work, self._done, self._may_ask = pipeline, policy, work, done, may_ask
        self._in_flight = max(1, in_flight)
        self._offline = 0
        self._listing: dict[tuple[str, str], Listed] = {}
        self.stopped = ""

    async def through(self, plan: SourcePlan) -> None:
        """Work on every issue of the plan; of lists of releases then on the days that are otherwise than is held."""
        await self._all(plan)
        if plan.source.kind is SourceKind.RELEASES and self._listing and not self.stopped:
            more = await self._pipeline.writer(lambda connection: self._surprises(connection, plan))
            await self._all(more)

    async def _all(self, plan: SourcePlan) -> None:
        if not plan.days:
            return
        earlier, accepted = await self._pipeline.writer(lambda c: (pages_of(c, plan), releases.accepted(c)))
        held, waiting = {row.issue_id: row for row in plan.held}, iter(plan.issues)
        elsewhere: list[Assignment] = []

        async def worker() -> None:
            while self._offline < OFFLINE_ISSUES and self._may_ask() and (issue := next(waiting, None)) is not None:
                answers = earlier.pop(issue.issue_id, [])
                row = held.get(issue.issue_id)
                assignment = Assignment(plan.source, self._policy, issue, row, answers, accepted)
                if not await self._leased(assignment):
                    elsewhere.append(assignment)

        workers = [asyncio.ensure_future(worker()) for _ in range(self._in_flight)]
        try:
            await asyncio.gather(*workers)
        finally:
            for each in workers:
                each.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        if self._offline >= OFFLINE_ISSUES:
            self.stopped = (
                f"{plan.source.source_id}: out of reach for {self._offline} issues in a row, {len(list(waiting))} "
                "issues not asked for: look at the network, and run again"
            )
        await self._see_to(elsewhere)

    async def _leased(self, assignment: Assignment) -> bool:
        """Work on an issue that no other process works on; whether this one had the word.

        In a lake another process may have done it since the plan was made: the ledger is asked again.
        """
        home, issue = self._pipeline.writer.home, assignment.issue
        with leases.leased(home, f"issue:{issue.issue_id}") as ours:
            if not ours:
                return False
            now: Assignment | None = assignment
            if store.of(home).is_shared:
                now = await self._pipeline.writer(lambda connection: _as_it_is(connection, assignment))
            if now is not None:
                outcome = await self._work(self._pipeline, now)
                self._listing |= {(entry.page, entry.url): entry for entry in outcome.listing}
                self._offline = self._offline + 1 if outcome.offline else 0
                await self._done(outcome)
        return True

    async def _see_to(self, elsewhere: list[Assignment]) -> None:
        """What other processes were at: theirs to do, and this one's where they give no sign of life any more."""
        until = time.monotonic() + ELSEWHERE_S
        while elsewhere and time.monotonic() < until and self._may_ask() and not self.stopped:
            elsewhere = [each for each in elsewhere if not await self._leased(each)]
            if elsewhere:
                await asyncio.sleep(LOOK_S)

    def _surprises(self, connection: duckdb.DuckDBPyConnection, plan: SourcePlan) -> SourcePlan:
        """The days on which the lists that were read name other releases than the ledger knows."""
        entries = list(self._listing.values())
        first, last = min(entry.day for entry in entries), max(entry.day for entry in entries)
        known = ledger_rows(connection, plan.source, [first, last])
        named = releases.named(connection, plan.source.source_id, first, last)
        days = days_by_lists(entries, named, {row.published_on for row in known if row.layout} - {*plan.days})
        return SourcePlan(plan.source, days, held=tuple(row for row in known if row.published_on in set(days)))


def _as_it_is(connection: duckdb.DuckDBPyConnection, assignment: Assignment) -> Assignment | None:
    """The assignment in the light of the present ledger; None where another process has done it meanwhile."""
    issue, source = assignment.issue, assignment.source
    rows = ledger_rows(connection, source, [issue.published_on])
    if rows == ([assignment.held] if assignment.held else []):
        return assignment
    if not planned(source, [issue.published_on], rows).days:
        return None
    return replace(assignment, held=rows[0], earlier=ledger.pages_of(connection, [issue]))


def ledger_rows(
    connection: duckdb.DuckDBPyConnection, source: Source, days: Sequence[dt.date]
) -> list[ledger.LedgerRow]:
    """What the ledger says of the days from the first to the last of these."""
    return ledger.rows(connection, source.source_id, min(days), max(days)) if days else []


def pages_of(connection: duckdb.DuckDBPyConnection, plan: SourcePlan) -> dict[str, list[StoredResponse]]:
    """Archived answers of earlier attempts, by issue."""
    found: dict[str, list[StoredResponse]] = {}
    attempted = {row.issue_id for row in plan.held}
    for page in ledger.pages_of(connection, [issue for issue in plan.issues if issue.issue_id in attempted]):
        found.setdefault(page.issue.issue_id if page.issue else "", []).append(page)
    return found
