"""Releases as their lists name them, and what became of each: rows of `release`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb
import polars as pl

from warehouse.connect import read_sql, run_sql
from warehouse.load import frames
from warehouse.model import Issue

_RELEASE: frames.Schema = {
    "source_id": pl.String, "issue_id": pl.String, "published_on": pl.Date, "url": pl.String, "page": pl.String,
    "title": pl.String, "status": pl.String, "reason": pl.String, "n_looks": pl.Int32,
}  # fmt: skip


class ReleaseStatus(StrEnum):
    """What became of a release."""

    LOADED = "loaded"
    LEFT_OUT = "left_out"  # a record that is no article
    HELD = "held"  # could not be read: looked for again
    SETTLED = "settled"  # could not be had however often it was looked for: done without
    ACCEPTED = "accepted"  # done without by an operator's word
    ATTACHMENT = "attachment"  # a file beside a release: archived, not read
    VANISHED = "vanished"  # its list named it once; no text of it is held


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release of an issue. `n_looks`: how often it was looked for in vain."""

    url: str
    page: str
    title: str
    status: ReleaseStatus
    reason: str
    n_looks: int


@dataclass(frozen=True, slots=True)
class NamedRelease:
    """A release as its list named it, and the day for which it did."""

    url: str
    page: str
    title: str
    published_on: dt.date
    status: ReleaseStatus
    absent: bool


def record(connection: duckdb.DuckDBPyConnection, issue: Issue, releases: Sequence[ReleaseRow]) -> None:
    """Make the warehouse hold exactly these releases of an issue, within the caller's transaction; equal rows stay.

    A paper has none, and none are held of it: then nothing is handed over and compared.
    """
    held = "SELECT 1 FROM release WHERE published_on = ? AND issue_id = ? LIMIT 1"
    if not releases and connection.execute(held, [issue.published_on, issue.issue_id]).fetchone() is None:
        return
    rows = [
        (
            issue.source_id,
            issue.issue_id,
            issue.published_on,
            r.url,
            r.page,
            r.title,
            r.status.value,
            r.reason,
            r.n_looks,
        )
        for r in releases
    ]
    frames.hand_over(connection, "incoming_release", _RELEASE, rows)
    connection.execute(
        read_sql("steps/ledger", "release"), {"issue_id": issue.issue_id, "published_on": issue.published_on}
    )
    run_sql(connection, "steps/ledger", "added_release")


def named(connection: duckdb.DuckDBPyConnection, source_id: str, first: dt.date, last: dt.date) -> list[NamedRelease]:
    """The releases that lists named for a stretch of days, both ends included."""
    asked = {"source_id": source_id, "first": first, "last": last}
    found = connection.execute(read_sql("steps/ledger", "named_releases"), asked).fetchall()
    return [
        NamedRelease(url, page, title, day, ReleaseStatus(status), gone)
        for url, page, title, day, status, gone in found
    ]


def accepted(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Addresses that an operator does without."""
    return frozenset(
        url for (url,) in connection.execute("SELECT url FROM release WHERE status = 'accepted'").fetchall()
    )


def accept(connection: duckdb.DuckDBPyConnection, source_id: str, urls: Sequence[str]) -> dict[str, dt.date]:
    """Do without these held releases from now on; gives the day of each. One that is not held is not in the answer."""
    asked = {"source_id": source_id, "urls": list(urls)}
    return dict(connection.execute(read_sql("steps/ledger", "accept_release"), asked).fetchall())
