"""A run over many issues, with plain functions: sources side by side, one archive, one pool, one writer, one report."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from flows import pauses
from flows.fetch.archive import ArchiveWriter
from flows.fetch.client import PoliteClient
from flows.fetch.errors import ArchiveError
from flows.fetch.reading import ArchiveReader
from flows.fetch.recovery import left_behind
from flows.fetch.settings import Settings, Surroundings
from flows.fetch.throttle import utc_now
from flows.home import code_version
from flows.issues.outcome import Assignment, IssueOutcome
from flows.issues.page_index import PageIndex, recovered
from flows.issues.pipeline import IssuePipeline
from flows.issues.plan import SourcePlan
from flows.issues.policies import policy_of, settings_of
from flows.issues.pool import ExtractionPool
from flows.issues.refresher import Refresher
from flows.issues.writer import PATIENCE_S, SharedWriter
from flows.runs.options import PublishOptions
from flows.runs.part import IssueWork, SourcePart
from flows.runs.progress import IssueBar
from flows.runs.report import TOLD, RunReport
from flows.runs.seeds import PLANNING
from flows.sources.declaration import Source
from warehouse import publish
from warehouse.connect import transaction
from warehouse.errors import WarehouseError
from warehouse.load import ledger, load, runs
from warehouse.load.load import LoadSummary, SourceRow
from warehouse.load.runs import Run
from warehouse.model import Issue, IssueStatus
from warehouse.publish import PublishSummary

PUBLISH_EVERY_S = 600.0


@dataclass(frozen=True)
class Conditions:
    """How a run works. `in_flight`: issues of one source at once. `patience`: seconds to wait for another writer."""

    origin: str | None = None
    despite_pause: bool = False
    workers: int | None = None
    in_flight: int = 1
    patience: float = PATIENCE_S
    publish_every: float = PUBLISH_EVERY_S
    settings: Settings | None = None
    surroundings: Surroundings | None = None
    clock: Callable[[], dt.datetime] = utc_now


MakePlans = Callable[[duckdb.DuckDBPyConnection], Sequence[SourcePlan]]
Publish = Callable[[SharedWriter, Path, bool], Awaitable[tuple[PublishSummary, int]]]


async def work_on(pipeline: IssuePipeline, assignment: Assignment) -> IssueOutcome:
    """One issue, from its first request to its rows."""
    return await pipeline.work(assignment)


async def publish_now(
    writer: SharedWriter, home: Path, whole: bool = True, accept_loss: bool = False
) -> tuple[PublishSummary, int]:
    """`publish.check_and_publish`; gives also the number of findings that are open."""
    return await writer.apart(lambda: publish.check_and_publish(home, whole=whole, accept_loss=accept_loss))


async def publish_alone(home: Path, options: PublishOptions) -> list[str]:
    """`publish_now` with a writer of its own; gives the report's line."""
    writer = SharedWriter(home)
    try:
        published, findings = await publish_now(writer, home, accept_loss=options.accept_loss)
    finally:
        await writer.close()
    return [f"{findings} findings of the checks; published as {published.path}"]


@dataclass(frozen=True, slots=True)
class RunSteps:
    """The steps of a run, plain or wrapped as Prefect tasks."""

    work: IssueWork = work_on
    publish: Publish = publish_now


async def run_issues(
    home: Path,
    command: str,
    make_plans: MakePlans,
    conditions: Conditions | None = None,
    steps: RunSteps | None = None,
) -> RunReport:
    """Plan with the ledger, work on every issue, publish. Every issue has its ledger row the moment it is done.

    Raises ArchiveError and the warehouse's errors: the disk is full, another process keeps the warehouse.
    """
    conditions, steps = conditions or Conditions(), steps or RunSteps()
    begun, report = time.monotonic(), RunReport(command)
    writer = SharedWriter(home, conditions.patience)
    publisher = _Publisher(home, writer, steps.publish, conditions.publish_every, report)
    try:
        await _worked(home, command, make_plans, conditions, steps, report, writer, publisher)
        await publisher.publish()
    finally:
        await writer.close()
    report.seconds = time.monotonic() - begun
    return report


async def _worked(
    home: Path,
    command: str,
    make_plans: MakePlans,
    conditions: Conditions,
    steps: RunSteps,
    report: RunReport,
    writer: SharedWriter,
    publisher: _Publisher,
) -> None:
    """All sources' parts, side by side."""
    async with _opened(home, command, conditions, make_plans, report, writer) as pipeline:
        bar = IssueBar(sum(len(plan.days) for plan in report.plans), command)
        with bar:
            parts = [
                asyncio.ensure_future(_source_part(home, pipeline, plan, conditions, steps, report, bar, publisher))
                for plan in report.plans
            ]
            try:
                await asyncio.gather(*parts)
            finally:
                for part in parts:
                    part.cancel()
                await asyncio.gather(*parts, return_exceptions=True)


class _Publisher:
    """Publishes at the end and, in long runs, at intervals."""

    def __init__(self, home: Path, writer: SharedWriter, step: Publish, every: float, report: RunReport) -> None:
        self._home, self._writer, self._step, self._every, self._report = home, writer, step, every, report
        self._last = time.monotonic()
        self._turn = asyncio.Lock()

    async def now_and_then(self) -> None:
        if time.monotonic() - self._last > self._every:
            async with self._turn:
                if time.monotonic() - self._last > self._every:
                    await self.publish()

    async def publish(self) -> None:
        self._report.published, found = await self._step(self._writer, self._home, False)
        self._report.findings += found
        self._last = time.monotonic()


async def _source_part(
    home: Path,
    pipeline: IssuePipeline,
    plan: SourcePlan,
    conditions: Conditions,
    steps: RunSteps,
    report: RunReport,
    bar: IssueBar,
    publisher: _Publisher,
) -> None:
    """The issues of one source, each told to the report as it is done."""

    async def done(outcome: IssueOutcome) -> None:
        report.outcomes.append(outcome)
        bar.done(outcome.issue.issue_id, outcome.status.value)
        await publisher.now_and_then()

    policy = policy_of(plan.source, home, conditions.origin)
    # before each issue, for the operator's word counts for a run that is under way too
    may_ask = partial(pauses.may_ask, home, plan.source.source_id, conditions.despite_pause, report.paused)
    part = SourcePart(pipeline, policy, steps.work, done, may_ask, conditions.in_flight)
    await part.through(plan)
    report.stopped += [part.stopped] if part.stopped else []


@asynccontextmanager
async def noted_run(writer: SharedWriter, command: str, report: RunReport) -> AsyncIterator[Refresher]:
    """A row in `load_run` around a run, what refreshes behind its loads within; what goes wrong ends it as failed."""
    run = await writer(lambda connection: runs.start_run(connection, command, code_version=code_version()))
    status, detail = "failed", "interrupted"
    try:
        refresher = Refresher(writer, run)
        yield refresher
        await refresher.refresh()
        status, detail = "complete", "; ".join([*report.stopped, *report.lost[:TOLD]])
    except (ArchiveError, WarehouseError) as error:
        detail = " ".join(str(error).split())[:500]
        raise
    finally:
        summaries = [outcome.summary for outcome in report.outcomes if outcome.summary]
        await _finished(writer, run, summaries, status, detail)


async def _finished(writer: SharedWriter, run: Run, summaries: list[LoadSummary], status: str, detail: str) -> None:
    """Say in the ledger how the run ended; on a full disk even that may be refused, and the error under way counts."""
    try:
        await writer(lambda c: runs.finish_run(c, run, summaries, status=status, detail=detail))
    except (WarehouseError, duckdb.Error):
        if status == "complete":
            raise
    finally:
        runs.let_go(run)


@asynccontextmanager
async def _opened(
    home: Path,
    command: str,
    conditions: Conditions,
    make_plans: MakePlans,
    report: RunReport,
    writer: SharedWriter,
) -> AsyncIterator[IssuePipeline]:
    """The pipeline of a run, with its row in `load_run`."""
    async with noted_run(writer, command, report) as refresher:
        report.plans = await writer(lambda connection: _planned(connection, make_plans), PLANNING)
        async with _pipeline(home, refresher, writer, conditions, report) as pipeline:
            yield pipeline


@asynccontextmanager
async def _pipeline(
    home: Path, refresher: Refresher, writer: SharedWriter, conditions: Conditions, report: RunReport
) -> AsyncIterator[IssuePipeline]:
    source_ids, folder = [plan.source.source_id for plan in report.plans], home / "archive"
    await note_left_behind(folder, writer, report.lost)
    with ArchiveWriter(folder, run=refresher.run.run_id[:8], clock=conditions.clock) as archive:
        index = PageIndex(await writer(lambda connection: ledger.shared_pages(connection, [*source_ids, ""])))
        client = PoliteClient(archive, index, conditions.settings or settings_of(home), conditions.surroundings)
        async with client, ExtractionPool(conditions.workers) as pool:
            try:
                yield IssuePipeline(client, archive, index, pool, writer, refresher, conditions.clock)
            finally:
                loose = index.loose()
                if loose:
                    archive.sync()
                    await writer(lambda connection: ledger.record_pages(connection, loose))


async def note_left_behind(folder: Path, writer: SharedWriter, damaged: list[str]) -> None:
    """Note the answers in files that a killed run left unfinished, which the index does not know yet.

    Before an `ArchiveWriter` gives these files their names: killed in between, the next run notes them.
    """
    found = ArchiveReader(folder).scan(left_behind(folder), lambda error: damaged.append(str(error)))
    answers = [recovered(each) for each in found]
    if answers:
        await writer(lambda connection: ledger.record_lost(connection, answers), PLANNING)


def _planned(
    connection: duckdb.DuckDBPyConnection, make_plans: Callable[[duckdb.DuckDBPyConnection], Sequence[SourcePlan]]
) -> Sequence[SourcePlan]:
    """The plans, with the sources described and the days that no calendar has noted in the ledger."""
    plans = make_plans(connection)
    describe(connection, [plan.source for plan in plans])
    with transaction(connection):
        for plan in plans:
            for day in plan.off_days:
                load.record_issue(
                    connection,
                    Issue(plan.source.source_id, day),
                    IssueStatus.NO_ISSUE,
                    detail=f"no issue on this weekday ({plan.source.calendar.named()})",
                    code_version=code_version(),
                    layout=plan.source.layouts_on(day)[0].name,
                )
    return plans


def describe(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> None:
    """Write the sources' names and places into the warehouse."""
    rows = [
        SourceRow(s.source_id, s.name_zh, s.name_en, s.kind.value, f"{s.layouts[0].scheme}://{s.hosts[0].lstrip('.')}/")
        for s in sources
    ]
    load.record_sources(connection, rows)
