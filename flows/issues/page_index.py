"""What is archived already, for conditional requests: `page_fetch` on the way in, its new rows on the way out.

Every issue sees its own answers and those that serve many issues; what it asks for is noted under its name, even where
several issues are asked for at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from flows.fetch.model import FetchedPage, MemoryValidators, StoredResponse
from flows.fetch.robots import ROBOTS
from flows.sources.protocol import Ask
from warehouse.load.ledger import PageFetch
from warehouse.model import Issue

RECOVERED = "recovered"
SHARED = frozenset({ROBOTS, RECOVERED, Ask.CALENDAR.value, Ask.LATEST.value, Ask.LIST.value})
"""Kinds of requests whose answers serve many issues."""


@dataclass
class Notes:
    """An issue's answers: `before` from earlier attempts, `rows` of this one, `known` the newest of both.

    `n_stored` pages were taken from the archive, `n_bytes` came over the wire as new bodies.
    """

    source_id: str
    issue: Issue | None
    known: MemoryValidators = field(default_factory=MemoryValidators)
    before: MemoryValidators = field(default_factory=MemoryValidators)
    rows: list[PageFetch] = field(default_factory=list)
    n_stored: int = 0
    n_bytes: int = 0

    def blame(self, page: FetchedPage, problem: str) -> None:
        """Note with an answer why it could not be read."""
        for at, row in enumerate(self.rows):
            if (row.warc_file, row.warc_offset) == (page.warc_file, page.warc_offset):
                self.rows[at] = replace(row, problem=problem)

    @property
    def n_bodies(self) -> int:
        """Answers whose body the archive did not hold yet."""
        return sum(not row.revisit for row in self.rows)


_NOTES: ContextVar[Notes] = ContextVar("notes")


class PageIndex:
    """The `Validators` of a run. Its notes go to the warehouse with the issue they belong to."""

    def __init__(self, shared: Iterable[PageFetch] = ()) -> None:
        """`shared`: answers that serve many issues."""
        self._shared = MemoryValidators([_stored(row) for row in shared if not row.problem])
        self.open: list[Notes] = []

    def find(self, key: str, status: int = 200) -> StoredResponse | None:
        """See `Validators`: the issue's own answer, else a shared one."""
        return _NOTES.get().known.find(key, status)

    def remember(self, stored: StoredResponse) -> None:
        """See `Validators`: a row of the issue that asks."""
        notes, ask = _NOTES.get(), _ask(stored)
        if ask in SHARED:
            self._shared.remember(stored)
        else:
            notes.known.remember(stored)
        notes.rows.append(_row(stored, notes.source_id, None if ask == ROBOTS else notes.issue, ask))

    @contextmanager
    def noting(self, source_id: str, issue: Issue | None, earlier: Iterable[PageFetch] = ()) -> Iterator[Notes]:
        """What is fetched within belongs to this issue (None: to the source). `earlier`: its answers of other runs."""
        before = MemoryValidators([_stored(row) for row in earlier if not row.problem], base=self._shared)
        notes = Notes(source_id, issue, MemoryValidators(base=before), before)
        self.open.append(notes)
        token = _NOTES.set(notes)
        try:
            yield notes
        finally:
            _NOTES.reset(token)

    def written(self, notes: Notes) -> None:
        """The notes' rows are in the warehouse."""
        self.open.remove(notes)

    def loose(self) -> list[PageFetch]:
        """Rows of issues that were not finished: archived all the same, they belong to no issue of the ledger yet."""
        return [
            replace(row, issue_id=None, published_on=None, ask=row.ask if row.ask in SHARED else RECOVERED)
            for notes in self.open
            for row in notes.rows
        ]


def recovered_rows(pages: Iterable[StoredResponse]) -> list[PageFetch]:
    """Rows for answers that a killed run archived without a word to the warehouse."""
    return [_row(page, page.purpose.source_id if page.purpose else "", None, RECOVERED) for page in pages]


def archived_row(stored: StoredResponse) -> PageFetch:
    """The row of an archived answer, from what the archive itself says of it: of its issue where it names one."""
    purpose = stored.purpose
    if purpose is None:
        return _row(stored, "", None, RECOVERED)
    issue = Issue(purpose.source_id, purpose.day) if purpose.day else None
    return _row(stored, purpose.source_id, issue, purpose.ask)


def _ask(stored: StoredResponse) -> str:
    return stored.purpose.ask if stored.purpose else RECOVERED


def _row(stored: StoredResponse, source_id: str, issue: Issue | None, ask: str) -> PageFetch:
    return PageFetch(
        source_id=source_id,
        issue_id=issue.issue_id if issue else None,
        published_on=issue.published_on if issue else None,
        ask=ask,
        key=stored.key,
        url=stored.url,
        status=stored.status,
        sha256=stored.sha256,
        etag=stored.etag,
        last_modified=stored.last_modified,
        fetched_at=stored.fetched_at.astimezone(dt.UTC).replace(tzinfo=None),
        warc_file=stored.warc_file,
        warc_offset=stored.warc_offset,
        record_id=stored.record_id,
        revisit=stored.revisit,
        origin=stored.origin,
    )


def _stored(row: PageFetch) -> StoredResponse:
    return StoredResponse(
        key=row.key,
        url=row.url,
        status=row.status,
        sha256=row.sha256,
        etag=row.etag,
        last_modified=row.last_modified,
        fetched_at=row.fetched_at.replace(tzinfo=dt.UTC),
        warc_file=row.warc_file,
        warc_offset=row.warc_offset,
        record_id=row.record_id,
        revisit=row.revisit,
        origin=row.origin,
    )
