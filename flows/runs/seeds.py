"""The initial load, step by step, with plain functions: Prefect is one way to run the steps, this module the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.home import code_version
from flows.issues.documents import DocumentReading, read_document
from flows.runs.manifest import Manifest, SeedDocument, read_manifest, read_seed
from flows.runs.progress import tracked
from warehouse import leases, publish
from warehouse.connect import open_writer
from warehouse.load import corrections, ledger, load, runs
from warehouse.load.load import LoadSummary, SourceRow
from warehouse.model import Issue
from warehouse.publish import PublishSummary
from warehouse.series import checks, observe
from warehouse.series.observe import RefreshSummary

PLANNING = "planning"  # in the place of a source's id: what every run writes at its beginning


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What the load came to, issue by issue, and what readers were given."""

    summaries: tuple[LoadSummary, ...]
    observations: RefreshSummary
    findings: int
    published: PublishSummary

    def markdown(self) -> str:
        """The issues as a table, for Prefect's page of the run."""
        rows = [
            f"| {s.issue_id} | {s.articles} | {s.claims} | {s.numerals} | {s.not_understood} | {s.changed} |"
            for s in self.summaries
        ]
        head = ["| issue | articles | claims | numerals | not understood | changed |", "|---|---:|---:|---:|---:|---:|"]
        return "\n".join([*head, *rows, "", *self.lines()])

    def lines(self) -> list[str]:
        """The whole in three lines."""
        articles, claims = sum(s.articles for s in self.summaries), sum(s.claims for s in self.summaries)
        changed, held = sum(s.changed for s in self.summaries), self.published.rows
        return [
            f"{len(self.summaries)} issues, {articles} articles, {claims} claims ({changed} of them new or changed)",
            f"{held['observation']} observations in {held['series']} series; {self.findings} findings of the checks",
            f"published as {self.published.path}",
        ]


def read_document_of(document: SeedDocument) -> DocumentReading:
    """Prove, parse and extract one document."""
    return read_document(
        read_seed(document),
        source_id=document.source_id,
        published_on=document.published_on,
        page=document.page,
        doc=document.path.name.split("_")[0],
    )


def load_issue_of(
    connection: duckdb.DuckDBPyConnection, issue: Issue, readings: Sequence[DocumentReading]
) -> LoadSummary:
    """Load all documents of one issue in one transaction."""
    return load.load_issue(
        connection,
        issue,
        [pair for reading in readings for pair in reading.pairs()],
        furniture=[numeral for reading in readings for numeral in reading.furniture],
        code_version=code_version(),
    )


@dataclass(frozen=True, slots=True)
class SeedSteps:
    """The steps of the load, plain or wrapped as Prefect tasks."""

    read_manifest: Callable[[Path], Manifest] = read_manifest
    read_document: Callable[[SeedDocument], DocumentReading] = read_document_of
    load_issue: Callable[[duckdb.DuckDBPyConnection, Issue, Sequence[DocumentReading]], LoadSummary] = load_issue_of
    refresh: Callable[[duckdb.DuckDBPyConnection, Sequence[str]], RefreshSummary] = observe.refresh
    check: Callable[[duckdb.DuckDBPyConnection], int] = checks.run
    publish: Callable[[Path], PublishSummary] = publish.publish


def load_all(home: Path, seeds: Path, steps: SeedSteps | None = None) -> SeedReport:
    """`load_unpublished`, then the readers' copy is published."""
    steps = steps or SeedSteps()
    return SeedReport(*load_unpublished(home, seeds, steps), steps.publish(home))


def load_unpublished(home: Path, seeds: Path, steps: SeedSteps) -> tuple[tuple[LoadSummary, ...], RefreshSummary, int]:
    """Load every issue of the manifest, refresh the observations, run the checks; gives what `SeedReport` tells.

    Issues are loaded one after the other, for DuckDB has one writer. Loading twice changes no row. An issue that was
    fetched meanwhile stays as fetched: the paper's own page is more than a document of it.
    Declared corrections are applied to what was loaded; one that meets nothing there stops the run before anything is
    published. Raises SeedError before anything is written, and the warehouse's errors.
    """
    manifest = steps.read_manifest(seeds)
    issues = manifest.issues()
    declared = corrections.read(seeds / "corrections.toml")
    readings = {
        document: steps.read_document(document)
        for document in tracked(manifest.documents, len(manifest.documents), "reading the seeds")
    }
    with (
        leases.refreshing(home),
        leases.loading(home, PLANNING),
        open_writer(home) as connection,
        runs.load_run(connection, "init", code_version=code_version()) as summaries,
    ):
        fetched, described = ledger.fetched(connection)
        rows = [SourceRow(s.source_id, s.name_zh, s.name_en, s.kind) for s in manifest.sources]
        load.record_sources(connection, [row for row in rows if row.source_id not in described])
        for issue, documents in tracked(issues.items(), len(issues), "loading issues"):
            if issue.issue_id not in fetched:
                with leases.loading(home, issue.source_id):
                    summaries.append(
                        steps.load_issue(connection, issue, [readings[document] for document in documents])
                    )
        corrections.apply(connection, [each for each in declared if not each.article_id.startswith(tuple(fetched))])
        observations = steps.refresh(connection, [issue.issue_id for issue in issues])
        findings = steps.check(connection)
    return tuple(summaries), observations, findings
