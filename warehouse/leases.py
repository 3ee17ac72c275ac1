"""Who may do what, where several processes write one lake: leases in PostgreSQL, by the server's clock alone.

A process gives a sign of life every few seconds; what one has that gives none for a while is anybody's. A commit names
its lease, and a trigger beside DuckLake's own tables lets it through only where the process still has it: one that
hung and wakes up writes nothing. Loads of one source follow one another, for two inserts never conflict in a lake.
With a catalogue that has one writer, nothing of this is needed, and nothing is done.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from warehouse import lake, store
from warehouse.errors import BeingRefreshedError

if TYPE_CHECKING:
    from warehouse.session import Session

COPY, OPENING = 1, 2  # advisory locks: the readers' copy, the schema
SOURCES = 16  # from here on those of the sources
REFRESH = "refresh"  # the lease of who brings observations up and publishes
_fence: ContextVar[tuple[str, str, bool] | None] = ContextVar("fence", default=None)  # lease, holder, alone
_sessions: dict[tuple[int, str], Session] = {}
_guard = threading.Lock()


@contextmanager
def leased(home: Path, name: str) -> Iterator[bool]:
    """Whether the lease is this process's within; commits within are fenced by it. True where no lease is needed."""
    if not store.of(home).is_shared:
        yield True
        return
    session = _session(home)
    if not session.take(name):
        yield False
        return
    token = _fence.set((name, session.holder, False))
    try:
        yield True
    finally:
        _fence.reset(token)
        session.give(name)


@contextmanager
def refreshing(home: Path) -> Iterator[None]:
    """One refreshes, checks and publishes; who does already may ask again. Raises BeingRefreshedError."""
    held = _fence.get()
    if held is not None and held[0] == REFRESH:
        yield
        return
    with leased(home, REFRESH) as ours:
        if not ours:
            who = _session(home).who(REFRESH) or "another process"
            raise BeingRefreshedError(
                f"{where(home)} is being refreshed by {who}: wait until it ends, or stop it, and run again"
            )
        yield


@contextmanager
def loading(home: Path, source_id: str = "") -> Iterator[None]:
    """Within, nobody makes the readers' copy, and nobody else loads what is of this source.

    Raises LockedError where that is waited for too long.
    """
    with _locked(home, (COPY, False), *([(_key(source_id), True)] if source_id else [])):
        yield


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Within, nobody loads: what is checked is what is copied. Commits within are none once that is lost."""
    held = _fence.get()
    with _locked(home, (COPY, True)):
        token = _fence.set((held[0], held[1], True) if held else None)
        try:
            yield
        finally:
            _fence.reset(token)


@contextmanager
def one_opens(home: Path) -> Iterator[None]:
    """One process at a time makes or renews the schema; the fence stands after that."""
    with _locked(home, (OPENING, True)):
        yield
        if store.of(home).is_shared:
            _session(home).put_up_fence()


def sign(connection: duckdb.DuckDBPyConnection) -> None:
    """Name the lease under which a transaction that has begun is to be committed."""
    held = _fence.get()
    if held is not None and lake.holds(connection):
        name, holder, is_alone = held
        info = ["alone" if is_alone else ""]
        connection.execute(f"CALL {lake.NAME}.set_commit_message(?, ?, extra_info => ?)", [holder, name, *info])


def where(home: Path) -> str:
    """The lake in words."""
    return lake.place(store.of(home), home)


@contextmanager
def _locked(home: Path, *locks: tuple[int, bool]) -> Iterator[None]:
    if not store.of(home).is_shared:
        yield
        return
    session = _session(home)
    session.lock(locks)
    try:
        yield
    finally:
        session.unlock(locks)


def _key(source_id: str) -> int:
    return int.from_bytes(hashlib.sha256(source_id.encode()).digest()[:3], "big") + SOURCES


def _session(home: Path) -> Session:
    """This process's own; a fork has another."""
    from warehouse.session import Session  # asyncpg and a thread, for who writes a shared lake

    address = store.of(home).catalogue
    with _guard:
        key = (os.getpid(), address)
        if key not in _sessions:
            _sessions[key] = Session(address, where(home))
        return _sessions[key]
