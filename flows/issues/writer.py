"""The warehouse's one writer, shared by the parts of a run and lent to other processes between two loads.

DuckDB gives a file to one writing process. A backfill may run for days, so the file is opened for a load, kept while
there is more to load, and given free again: the daily run comes in between. A lake that several processes write stays
open; there the loads of one source follow one another, and what another writer crossed is done again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TypeVar

import duckdb

from warehouse import lake, leases, store
from warehouse.connect import open_writer, refusing
from warehouse.errors import LockedError, UnreachableError

R = TypeVar("R")
IDLE_S = 2.0  # without work for so long, the file is given free: to open and close it costs as much as two articles
LONGEST_S = 20.0  # at most so long at a stretch
PATIENCE_S = 30.0  # how long another writer is waited for
REFRESHED_S = 900.0  # how long another process's refresh, or publishing, of a lake is waited for
TRIES = 6  # of what other writers of a lake cross


async def _to_its_end(work: Callable[[], R]) -> R:
    """What `work` gives, done in a thread. Cancelled, it waits for the thread, which nothing can stop.

    The turn is given to nobody before: two threads in one connection corrupt memory.
    """
    thread = asyncio.ensure_future(asyncio.to_thread(work))
    cancelled = False
    while not thread.done():
        try:
            await asyncio.wait({thread})
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        thread.exception()  # seen; the cancellation is what counts
        raise asyncio.CancelledError
    return thread.result()


class SharedWriter:
    """`await writer(work)` runs `work(connection)` in a thread; one at a time."""

    def __init__(self, home: Path, patience: float = PATIENCE_S) -> None:
        """`patience`: seconds that another process's writing is waited for."""
        self.home, self._patience = home, patience
        self._is_shared = store.of(home).is_shared
        self._turn = asyncio.Lock()
        self._stack: ExitStack | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._opened = self._used = 0.0
        self._closing: asyncio.Task[None] | None = None

    async def __call__(self, work: Callable[[duckdb.DuckDBPyConnection], R], source_id: str = "") -> R:
        """What `work` gives. `source_id`: whose rows it writes, so that in a lake nobody else does meanwhile.

        Raises LockedError once the patience is spent, DiskFullError, and what opening and `work` raise.
        """
        async with self._turn:
            connection = self._connection or await self._open()
            try:
                with refusing(self.home):
                    return await _to_its_end(partial(self._work, work, connection, source_id))
            except UnreachableError:
                await _to_its_end(self._close)  # what comes next connects anew
                raise
            finally:
                self._used = time.monotonic()
                if self._is_shared:
                    pass
                elif self._used - self._opened > LONGEST_S:
                    await _to_its_end(self._close)
                elif self._closing is None or self._closing.done():
                    self._closing = asyncio.create_task(self._close_when_idle())

    def _work(
        self, work: Callable[[duckdb.DuckDBPyConnection], R], connection: duckdb.DuckDBPyConnection, source_id: str
    ) -> R:
        """Within the locks of a lake, and again where other writers were first: a transaction of theirs keeps nothing.

        `work` writes in transactions, each of which may be done again.
        """
        if not self._is_shared:
            return work(connection)
        for _ in range(TRIES - 1):
            try:
                with leases.loading(self.home, source_id):
                    return work(connection)
            except duckdb.Error as error:
                if not lake.is_conflict(error):
                    raise
        with leases.loading(self.home, source_id):
            return work(connection)

    async def apart(self, work: Callable[[], R]) -> R:
        """Run what opens the file itself, such as publishing, while nobody of this run writes. Waits like a load."""
        async with self._turn:
            await _to_its_end(self._close)
            return await self._patiently(work, max(self._patience, REFRESHED_S * self._is_shared))

    async def close(self) -> None:
        """Give the file free."""
        if self._closing is not None:
            self._closing.cancel()
        async with self._turn:
            await _to_its_end(self._close)

    async def _open(self) -> duckdb.DuckDBPyConnection:
        def opened() -> tuple[ExitStack, duckdb.DuckDBPyConnection]:
            with ExitStack() as stack:
                connection = stack.enter_context(open_writer(self.home))
                return stack.pop_all(), connection
            raise AssertionError("unreachable: the stack swallows nothing")

        self._stack, connection = await self._patiently(opened)
        self._connection, self._opened = connection, time.monotonic()
        return connection

    async def _patiently(self, work: Callable[[], R], patience: float = 0.0) -> R:
        until = time.monotonic() + (patience or self._patience)
        while True:
            try:
                return await _to_its_end(work)
            except LockedError:
                if time.monotonic() >= until:
                    raise
            await asyncio.sleep(0.2)

    async def _close_when_idle(self) -> None:
        while self._connection is not None:
            await asyncio.sleep(IDLE_S)
            async with self._turn:
                if time.monotonic() - self._used >= IDLE_S:
                    await _to_its_end(self._close)

    def _close(self) -> None:
        stack, self._stack, self._connection = self._stack, None, None
        if stack is not None:
            stack.close()
