"""The ledger beside the issues: attempts, archived answers, shapes of pages, and what a source's counts usually are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from warehouse.connect import read_sql, run_sql, temporary_tables
from warehouse.load import frames, touched
from warehouse.model import Issue, IssueStatus, Purpose, StoredResponse

_PAGE: frames.Schema = {
    "source_id": pl.String, "issue_id": pl.String, "published_on": pl.Date, "ask": pl.String, "key": pl.String,
    "url": pl.String, "status": pl.Int32, "sha256": pl.String, "etag": pl.String, "last_modified": pl.String,
    "fetched_at": pl.Datetime("us"), "warc_file": pl.String, "warc_offset": pl.Int64, "record_id": pl.String,
    "revisit": pl.Boolean, "origin": pl.String, "problem": pl.String,
}  # fmt: skip
_SKELETON: frames.Schema = {
    "source_id": pl.String, "layout": pl.String, "ask": pl.String, "digest": pl.String,
    "marks": pl.List(pl.String), "seen": pl.Date,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What the ledger says of an issue. `layout` is empty for documents that were never fetched.

    `n_answered`: attempts to which the source answered at all; `last_asked`: when it did last, UTC without a zone.
    """

    issue_id: str
    published_on: dt.date
    status: IssueStatus
    detail: str
    layout: str
    is_settled: bool
    n_articles: int
    n_attempts: int
    n_answered: int
    last_asked: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at an issue: its outcome and what it cost."""

    run_id: str
    issue: Issue
    started_at: dt.datetime
    finished_at: dt.datetime
    status: str = ""
    detail: str = ""
    n_answers: int = 0
    n_bodies: int = 0
    n_bytes: int = 0
    n_stored: int = 0


@dataclass(frozen=True, slots=True)
class PageShape:
    """A shape that pages of one kind have in a layout."""

    ask: str
    digest: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Counts:
    """What an issue holds."""

    published_on: dt.date
    pages: int
    articles: int
    characters: int
    claims: int


def rows(connection: duckdb.DuckDBPyConnection, source_id: str, first: dt.date, last: dt.date) -> list[LedgerRow]:
    """The issues of a source that the ledger knows in a stretch of days, both ends included."""
    asked = {"source_id": source_id, "first": first, "last": last}
    found = connection.execute(read_sql("steps/ledger", "rows"), asked).fetchall()
    return [LedgerRow(issue_id, day, IssueStatus(status), *rest) for issue_id, day, status, *rest in found]


def fetched_issues(connection: duckdb.DuckDBPyConnection, source_id: str, first: dt.date, last: dt.date) -> list[Issue]:
    """The issues of a stretch of days for which answers are archived."""
    asked = {"source_id": source_id, "first": first, "last": last}
    return [Issue(row[1], row[2]) for row in connection.execute(read_sql("steps/ledger", "days"), asked).fetchall()]


def fetched(connection: duckdb.DuckDBPyConnection) -> tuple[set[str], set[str]]:
    """Ids of the issues, and of the sources, that were read from a site's own pages."""
    found = connection.execute("SELECT issue_id, source_id FROM issue WHERE layout <> ''").fetchall()
    return {row[0] for row in found}, {row[1] for row in found}


def loaded(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Ids of the fetched issues whose articles are held."""
    found = connection.execute("SELECT issue_id FROM issue WHERE layout <> '' AND n_articles > 0").fetchall()
    return frozenset(row[0] for row in found)


def history(connection: duckdb.DuckDBPyConnection, issue: Issue) -> list[Counts]:
    """The counts of the source's other complete issues within 120 days, the nearest first."""
    asked = {"source_id": issue.source_id, "day": issue.published_on}
    return [Counts(*row) for row in connection.execute(read_sql("steps/ledger", "history"), asked).fetchall()]


def shapes(connection: duckdb.DuckDBPyConnection, source_id: str, layout: str) -> list[PageShape]:
    """The shapes that pages of complete issues had in this layout."""
    asked = {"source_id": source_id, "layout": layout}
    found = connection.execute(read_sql("steps/ledger", "skeletons"), asked).fetchall()
    return [PageShape(ask, digest, frozenset(marks)) for ask, digest, marks in found]


def pages_of(connection: duckdb.DuckDBPyConnection, issues: Sequence[Issue]) -> list[StoredResponse]:
    """The archived answers of these issues, the oldest first."""
    if not issues:
        return []
    days = [issue.published_on for issue in issues]
    asked = {"issue_ids": [issue.issue_id for issue in issues], "first": min(days), "last": max(days)}
    return [_stored(*row) for row in connection.execute(read_sql("steps/ledger", "pages"), asked).fetchall()]


def noted_files(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The archive's files that answers are noted in, each with how many."""
    found = connection.execute("SELECT warc_file, count(*) FROM page_fetch GROUP BY ALL ORDER BY ALL").fetchall()
    return {str(name): int(count) for name, count in found}


def answers_in(connection: duckdb.DuckDBPyConnection, file: str) -> list[StoredResponse]:
    """The answers noted in one file of the archive, in its order."""
    return [_stored(*row) for row in connection.execute(read_sql("steps/ledger", "answers_in"), [file]).fetchall()]


def same_answers(connection: duckdb.DuckDBPyConnection, key: str, sha256: str) -> list[StoredResponse]:
    """Every noted answer to this request with this body."""
    asked = {"key": key, "sha256": sha256}
    return [_stored(*row) for row in connection.execute(read_sql("steps/ledger", "same_answers"), asked).fetchall()]


def forget(connection: duckdb.DuckDBPyConnection, pages: Iterable[StoredResponse]) -> None:
    """Take out the rows of answers that the archive has lost and holds again elsewhere."""
    for page in pages:
        connection.execute("DELETE FROM page_fetch WHERE warc_file = ? AND warc_offset = ?", list(page.place))
    touched.forget(connection)  # rows that are gone are noted nowhere: the next copy is made from nothing


def shared_pages(connection: duckdb.DuckDBPyConnection, source_ids: Sequence[str]) -> list[StoredResponse]:
    """The newest archived answers that serve more than one issue of these sources."""
    asked = {"source_ids": list(source_ids)}
    return [_stored(*row) for row in connection.execute(read_sql("steps/ledger", "shared_pages"), asked).fetchall()]


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that a load gained, lost or changed; `before` and `after` say what it stated."""

    what: str
    claim_id: str
    quote: str
    before: str
    after: str


def changes(connection: duckdb.DuckDBPyConnection, issue: Issue, since: dt.datetime) -> list[Change]:
    """The claims of an issue that were gained, lost or changed since a moment (UTC without a zone)."""
    asked = {"issue_id": issue.issue_id, "published_on": issue.published_on, "since": since}
    return [Change(*row) for row in connection.execute(read_sql("steps/ledger", "changes"), asked).fetchall()]


def record_pages(connection: duckdb.DuckDBPyConnection, pages: Iterable[StoredResponse]) -> None:
    """Add archived answers to `page_fetch`, within the caller's transaction or on their own."""
    found = [_page_row(page) for page in pages]
    if found:
        with temporary_tables(connection):
            frames.hand_over(connection, "incoming_page", _PAGE, found)
            connection.execute("INSERT INTO page_fetch BY NAME FROM incoming_page")
            touched.note(connection, "steps/ledger", "touched_page")


def record_lost(connection: duckdb.DuckDBPyConnection, pages: Sequence[StoredResponse]) -> None:
    """Add those answers of a killed run that its finished issues have not noted before it was killed."""
    files = sorted({page.warc_file for page in pages})
    query = "SELECT warc_file, warc_offset FROM page_fetch WHERE warc_file IN (SELECT unnest(?::VARCHAR[]))"
    noted = set(connection.execute(query, [files]).fetchall())
    record_pages(connection, [page for page in pages if page.place not in noted])


def record_attempt(connection: duckdb.DuckDBPyConnection, attempt: Attempt) -> None:
    """Add an attempt, within the caller's transaction."""
    connection.execute(
        read_sql("steps/ledger", "attempt"),
        {
            "run_id": attempt.run_id, "issue_id": attempt.issue.issue_id, "source_id": attempt.issue.source_id,
            "published_on": attempt.issue.published_on, "started_at": attempt.started_at,
            "finished_at": attempt.finished_at, "status": attempt.status, "detail": attempt.detail,
            "n_answers": attempt.n_answers, "n_bodies": attempt.n_bodies, "n_bytes": attempt.n_bytes,
            "n_stored": attempt.n_stored,
        },
    )  # fmt: skip
    touched.note_row(connection, "issue_attempt", attempt.issue.issue_id, attempt.issue.published_on, attempt.status)


def record_shapes(connection: duckdb.DuckDBPyConnection, issue: Issue, layout: str, found: Iterable[PageShape]) -> None:
    """Keep the shapes of a complete issue's pages as the source's own, within the caller's transaction."""
    distinct = {(shape.ask, shape.digest): shape for shape in found}
    rows = [
        (issue.source_id, layout, shape.ask, shape.digest, sorted(shape.marks), issue.published_on)
        for shape in distinct.values()
    ]
    if rows:
        frames.hand_over(connection, "incoming_skeleton", _SKELETON, rows)
        run_sql(connection, "steps/ledger", "skeleton")


def _page_row(page: StoredResponse) -> tuple[object, ...]:
    """In the order of the columns; `fetched_at` is UTC without a zone there."""
    purpose, issue = page.purpose or Purpose("", "recovered"), page.issue
    return (
        purpose.source_id, issue.issue_id if issue else None, purpose.day, purpose.ask, page.key, page.url, page.status,
        page.sha256, page.etag, page.last_modified, page.fetched_at.astimezone(dt.UTC).replace(tzinfo=None),
        page.warc_file, page.warc_offset, page.record_id, page.revisit, page.origin, page.problem,
    )  # fmt: skip


def _stored(*row: Any) -> StoredResponse:
    """A row of `page_fetch`, its columns in their order."""
    source_id, _, day, ask, key, url, status, sha256, etag, last_modified, fetched_at, *rest = row
    warc_file, warc_offset, record_id, revisit, origin, problem = rest
    return StoredResponse(
        key, url, status, sha256, etag, last_modified, fetched_at.replace(tzinfo=dt.UTC), warc_file, warc_offset,
        record_id, revisit, origin, Purpose(source_id, ask, day), problem,
    )  # fmt: skip
