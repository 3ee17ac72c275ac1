"""The copy that the pages read: one connection kept open, changed for a new one when a publish renames the file."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import PUBLISHED_FILE, open_reader, read_sql, reading
from warehouse.errors import HomeError
from warehouse.explorer.memory import give_back
from warehouse.read.answer import Answer
from warehouse.read.bounds import Bounds
from warehouse.read.guard import fetch, within

TRIES = 5  # at opening a file that is renamed over meanwhile
PAGE = Bounds(seconds=20, memory_mib=128, rows=100_000)  # of one question; of all at once in memory, which may spill


@dataclass(slots=True)
class Kept:
    """An answer that is the same for every reader of a copy."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    answer: Answer | None = None


@dataclass(slots=True)
class Copy:
    """One published file, open. `mark` is another for every publish."""

    home: Path
    mark: str
    connection: duckdb.DuckDBPyConnection
    resources: ExitStack
    readers: int = 0
    is_old: bool = False
    pages: dict[tuple[str, str], str] = field(default_factory=dict)  # whole ones that are the same for every reader
    _kept: dict[str, Kept] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _large: threading.Lock = field(default_factory=threading.Lock)  # what is kept reads whole tables: one at a time

    def ask(self, name: str, given: Mapping[str, object] | None = None, bounds: Bounds = PAGE) -> Answer:
        """What `sql/ask/<name>.sql` answers. Raises LimitError where it takes too much."""
        return self.query(read_sql("ask", name), given, bounds)

    def query(self, text: str, given: Mapping[str, object] | None = None, bounds: Bounds = PAGE) -> Answer:
        """The answer to one of this project's own questions, on a cursor of its own."""
        path = self.home / PUBLISHED_FILE
        with reading(path), self.connection.cursor() as cursor, within(cursor, bounds):
            cursor.execute(f"USE {path.stem}")  # a cursor begins in the empty database that the copy is attached to
            return fetch(cursor.execute(text, given), bounds)

    def rows(self, name: str, given: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """The same, each row by its columns' names."""
        found = self.ask(name, given)
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    def kept(self, name: str, given: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """As `rows`, asked once of this copy: for what every reader is shown alike, never by a reader's own words."""
        found = self.kept_answer(name, given)
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    def kept_answer(self, name: str, given: Mapping[str, object] | None = None) -> Answer:
        """As `ask`, asked once of this copy."""
        key = f"{name} {sorted((given or {}).items())}"
        with self._lock:
            held = self._kept.setdefault(key, Kept())
        with held.lock:  # whoever comes meanwhile waits for the one answer
            if held.answer is None:
                with self._large:
                    held.answer = self.ask(name, given)
            return held.answer


@dataclass(slots=True)
class Copies:
    """Lends the newest copy. A request keeps the one that it began with: no page is made from two."""

    home: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _newest: Copy | None = None

    @contextmanager
    def lent(self) -> Iterator[Copy]:
        """The newest copy, for one request. Raises HomeError, OpenError."""
        with self._lock:
            copy = self._current()
            copy.readers += 1
        try:
            yield copy
        finally:
            with self._lock:
                copy.readers -= 1
                _close_unread(copy)

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._retire()

    def _current(self) -> Copy:
        path = self.home / PUBLISHED_FILE
        if self._newest is not None and _mark(path) == self._newest.mark:
            return self._newest
        self._retire()
        for _ in range(TRIES):
            mark, resources = _mark(path), ExitStack()
            connection = resources.enter_context(open_reader(self.home, memory_mib=PAGE.memory_mib))
            if mark == _mark(path):
                self._newest = Copy(self.home, mark, connection, resources)
                return self._newest
            resources.close()
        raise HomeError(f"expected a copy at {path} that stays for a moment, found it replaced: ask again")

    def _retire(self) -> None:
        old, self._newest = self._newest, None
        if old is not None:
            old.is_old = True
            _close_unread(old)


def _close_unread(copy: Copy) -> None:
    if copy.is_old and not copy.readers:
        copy.resources.close()
        give_back()


def _mark(path: Path) -> str:
    """Tells one publish from another: a rename brings another file. Empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ""
    told = f"{found.st_ino} {found.st_mtime_ns} {found.st_size}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
