"""The warehouse made anew from the seeds and the archive alone: for one that is lost, broken or of another schema.

It is made beside the one that is there, which keeps its place and its readers until the new one is whole.
"""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from flows.errors import InputError
from flows.fetch.reading import ArchiveReader
from flows.fetch.recovery import recover
from flows.issues.outcome import IssueOutcome
from flows.issues.pool import ExtractionPool
from flows.issues.writer import SharedWriter
from flows.runs.issues import describe, noted_run, publish_now
from flows.runs.progress import IssueBar, tracked
from flows.runs.reextract import Again, SecondReading
from flows.runs.report import RunReport
from flows.runs.seeds import SeedSteps, load_unpublished
from flows.sources.registry import SOURCES
from warehouse import copies, leases, store
from warehouse.connect import PUBLISHED_FILE, WRITER_FILE, open_writer
from warehouse.errors import CorruptError, VersionError
from warehouse.load import ledger, releases
from warehouse.load.ledger import Change
from warehouse.model import Issue, StoredResponse
from warehouse.publish import require_no_loss

SITE = "rebuild"  # the folder in the home in which the new one is made
FORMER = f"{WRITER_FILE}.former"
ROWS_AT_ONCE = 20_000


@dataclass
class RebuildReport(RunReport):
    """What the archive gave. `answers` in it; `unknown`: those of sources that no declaration describes, by id."""

    documents: int = 0
    answers: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    former: Path | None = None
    accepts_loss: bool = False

    @property
    def is_good(self) -> bool:
        """As of any run; lost records that were accepted are no trouble, and are told."""
        return not self.troubles and not self.stopped and (self.accepts_loss or not self.lost)

    def lines(self) -> list[str]:
        """The whole in a few lines."""
        found = Counter(outcome.status.value for outcome in self.outcomes)
        said = ", ".join(f"{count} {status}" for status, count in sorted(found.items())) or "none"
        lines = [
            f"{self.documents} issues of seed documents; {self.answers} archived answers; issues in them: {said}",
            *(f"{count} answers of {name or 'no'} source left out" for name, count in sorted(self.unknown.items())),
        ]
        if self.lost:
            lines.append(f"left out: {len(self.lost)} archived records that cannot be read, first: {self.lost[0]}")
        if self.published:
            lines.append(f"{self.findings} findings of the checks; published as {self.published.path}")
        if self.former:
            lines.append(f"the warehouse that was there is kept as {self.former}")
        return lines


async def rebuild_all(
    home: Path, seeds: Path, *, workers: int | None = None, accept_loss: bool = False
) -> RebuildReport:
    """Make `<home>/warehouse.duckdb` and the readers' copy anew, and put them in the place of those that are there.

    What only a warehouse knows is not in the archive: former readings (`claim_history`), runs and attempts, and an
    operator's word on a drifted issue, unless the former warehouse can still be asked for it. Killed at any moment, it
    has changed nothing. Raises LockedError where another process writes, InputError where the former warehouse holds
    issues that the archive does not give, PublishError where the readers' copy does; then all stays as it was, unless
    that loss is accepted.
    """
    report, site = RebuildReport("rebuild", accepts_loss=accept_loss), home / SITE
    with _former(home) as (held, accepted):
        shutil.rmtree(site, ignore_errors=True)
        report.documents = len(load_unpublished(site, seeds, SeedSteps())[0])
        writer = SharedWriter(site)
        try:
            await _read_archive(home / "archive", writer, held, accepted, workers, report)
            if not accept_loss:
                await _require_all(writer, held)
                await writer(partial(require_no_loss, home))
            report.published, report.findings = await publish_now(writer, site)
        finally:
            await writer.close()
        report.former = _take_place(home, site)
    report.published = replace(report.published, path=home / PUBLISHED_FILE)
    return report


@contextmanager
def _former(home: Path) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The issues that the present warehouse holds, and the releases that its operator does without.

    Within, nobody writes it. None of both where it is gone or unreadable.
    """
    with contextlib.ExitStack() as stack:
        held: frozenset[str] = frozenset()
        accepted: frozenset[str] = frozenset()
        if store.of(home).is_lake:
            stack.enter_context(leases.refreshing(home))
            stack.enter_context(leases.alone(home))
            with open_writer(home, may_be_new=True) as connection:
                held, accepted = ledger.loaded(connection), releases.accepted(connection)
        elif (home / WRITER_FILE).is_file():
            with contextlib.suppress(CorruptError, VersionError):
                connection = stack.enter_context(open_writer(home))
                held, accepted = ledger.loaded(connection), releases.accepted(connection)
        yield held, accepted


async def _read_archive(
    folder: Path,
    writer: SharedWriter,
    held: frozenset[str],
    accepted: frozenset[str],
    workers: int | None,
    report: RebuildReport,
) -> None:
    """Every archived issue, in the order in which its last answer came: what was held to be usual then is so again."""
    archive = ArchiveReader(folder)
    recover(folder)
    async with noted_run(writer, "rebuild", report) as refresher:
        issues = await _index(archive, writer, report)
        sources = {issue.source_id: SOURCES[issue.source_id] for issue in issues}
        await writer(lambda c: describe(c, list(sources.values())))
        async with ExtractionPool(workers) as pool:
            reading = SecondReading(
                refresher, writer, pool, archive, accept_last=False, accepted=accepted, compares=False
            )
            work = [
                Again(sources[issue.source_id], issue, accept_drift=issue.issue_id in held)
                for issue in sorted(issues, key=lambda each: (issues[each], each.issue_id))
            ]
            with IssueBar(len(work), "rebuild") as bar:

                def done(outcome: IssueOutcome, changes: Sequence[Change]) -> None:
                    report.outcomes.append(outcome)
                    bar.done(outcome.issue.issue_id, outcome.status.value)

                await reading.through(work, done)


async def _index(archive: ArchiveReader, writer: SharedWriter, report: RebuildReport) -> dict[Issue, tuple[str, int]]:
    """Fill `page_fetch` from the records themselves. Gives the issues, each with the place of its last answer."""
    issues: dict[Issue, tuple[str, int]] = {}
    files, rows = archive.files(), list[StoredResponse]()
    for file in tracked(files, len(files), "reading the archive"):
        for row in archive.scan([file], lambda error: report.lost.append(str(error))):
            source_id = row.purpose.source_id if row.purpose else ""
            report.answers += 1
            if source_id not in SOURCES:
                report.unknown[source_id] += 1
                continue
            rows.append(row)
            if row.issue is not None:
                issues[row.issue] = row.place
        if len(rows) >= ROWS_AT_ONCE or file == files[-1]:
            await writer(partial(ledger.record_pages, pages=rows))
            rows = []
    return issues


async def _require_all(writer: SharedWriter, held: frozenset[str]) -> None:
    lacking = sorted(held - await writer(ledger.loaded))
    if lacking:
        raise InputError(
            f"expected every issue of the present warehouse in the archive, found {len(lacking)} that are not, first "
            f"{lacking[0]}: it stays in its place; bring the archive's files back, or do without them (--accept-loss)"
        )


def _take_place(home: Path, site: Path) -> Path | None:
    """Put the new files in place, each by one rename; the former warehouse goes aside with its log.

    In a lake its rows take the place of the former ones in one transaction: nothing is left of those to go back to.
    """
    if store.of(home).is_lake:
        with open_writer(home, may_be_new=True) as connection:
            copies.take_over(connection, site / WRITER_FILE)
        (site / PUBLISHED_FILE).replace(home / PUBLISHED_FILE)
        shutil.rmtree(site)
        return None
    former = home / FORMER
    present = (home / WRITER_FILE).is_file()
    for ending in (".wal", ""):
        former.with_name(former.name + ending).unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            (home / f"{WRITER_FILE}{ending}").rename(former.with_name(former.name + ending))
    (site / WRITER_FILE).rename(home / WRITER_FILE)
    (site / PUBLISHED_FILE).replace(home / PUBLISHED_FILE)
    shutil.rmtree(site)
    return former if present else None
