"""The last word on a reading: the source's own history explains a miss, and tells a redesign by its thin issue."""

from __future__ import annotations

import datetime as dt

import duckdb

from flows.issues import drift
from flows.issues.reading import LOADED, Reading
from flows.issues.verdict import Verdict, verdict
from flows.sources.declaration import Source
from flows.sources.protocol import IssueReading, Outcome
from warehouse.load import ledger
from warehouse.model import Issue, IssueStatus

MISSED = frozenset({Outcome.NOT_FOUND, Outcome.OTHER_DATE})  # what the source's history may explain


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
