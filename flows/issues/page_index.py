"""What is archived already, for conditional requests: `page_fetch` on the way in, its new rows on the way out.

Every issue sees its own answers and those that serve many issues; what it asks for is noted under its name, even where
several issues are asked for at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from flows.fetch.model import FetchedPage, MemoryValidators
from flows.fetch.robots import ROBOTS
from flows.sources.protocol import Ask, PageRequest, Response
from warehouse.model import Issue, Purpose, StoredResponse

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
    rows: list[StoredResponse] = field(default_factory=list)
    n_stored: int = 0
    n_bytes: int = 0

    def blame(self, page: FetchedPage, problem: str) -> None:
        """Note with an answer why it could not be read."""
        for at, row in enumerate(self.rows):
            if row.place == (page.warc_file, page.warc_offset):
                self.rows[at] = replace(row, problem=problem)

    @property
    def n_bodies(self) -> int:
        """Answers whose body the archive did not hold yet."""
        return sum(not row.revisit for row in self.rows)


_NOTES: ContextVar[Notes] = ContextVar("notes")


class PageIndex:
    """The `Validators` of a run. Its notes go to the warehouse with the issue they belong to."""

    def __init__(self, shared: Iterable[StoredResponse] = ()) -> None:
        """`shared`: answers that serve many issues."""
        self._shared = MemoryValidators([row for row in shared if not row.problem])
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
        day = notes.issue.published_on if notes.issue and ask != ROBOTS else None
        notes.rows.append(replace(stored, purpose=Purpose(notes.source_id, ask, day)))

    @contextmanager
    def noting(self, source_id: str, issue: Issue | None, earlier: Iterable[StoredResponse] = ()) -> Iterator[Notes]:
        """What is fetched within belongs to this issue (None: to the source). `earlier`: its answers of other runs."""
        before = MemoryValidators([row for row in earlier if not row.problem], base=self._shared)
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

    def loose(self) -> list[StoredResponse]:
        """Rows of issues that were not finished: archived all the same, they belong to no issue of the ledger yet."""
        return [
            replace(row, purpose=Purpose(notes.source_id, _ask(row) if _ask(row) in SHARED else RECOVERED))
            for notes in self.open
            for row in notes.rows
        ]


def recovered(stored: StoredResponse) -> StoredResponse:
    """An answer that a killed run archived without a word to the warehouse: it belongs to no issue yet."""
    return replace(stored, purpose=Purpose(stored.purpose.source_id if stored.purpose else "", RECOVERED))


def _ask(stored: StoredResponse) -> str:
    return stored.purpose.ask if stored.purpose else RECOVERED


def response_of(request: PageRequest, page: FetchedPage) -> Response:
    """A fetched page as the sources' room takes it."""
    headers = {name.lower(): value for name, value in page.headers}
    return Response(request.url, page.status, page.body, page.final_url, headers, page.origin or "")
