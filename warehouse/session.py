"""A process's place at the server of a shared lake: its leases, its locks, and the signs of life that keep them."""

from __future__ import annotations

import asyncio
import atexit
import os
import socket
import threading
import uuid
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

import asyncpg

from warehouse.errors import LockedError, OpenError, UnreachableError
from warehouse.resources import sql_directory

R = TypeVar("R")
ALIVE_S = 40.0  # after a sign of life
BEAT_S = 10.0  # between two of them
PATIENCE_S = 20.0  # for a lock
ANSWER_S = 15.0  # of the server to a statement that waits for nobody
GONE = (  # what the server says when it ends, begins, or ends a session
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
)
ROOM = 26479  # of the advisory locks: ours (also in sql/leases)


@cache
def _sql(name: str) -> str:
    return (sql_directory() / "leases" / f"{name}.sql").read_text(encoding="utf-8")


class Session:
    """A process's place at the server: a thread of its own gives the signs of life, whatever the others do."""

    def __init__(self, address: str, place: str) -> None:
        """`place`: the lake in words. Raises UnreachableError."""
        self._address, self._place = address, place
        self.holder = uuid.uuid4().hex
        self._said = f"process {os.getpid()} on {socket.gethostname()}"
        self._connection: Any = None  # for leases
        self._locking: Any = None  # for locks, which are this session's as long as it lives
        self._turn, self._mine = threading.Lock(), set[str]()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True, name="leases").start()
        self._ask(self._begin())
        self._beating = asyncio.run_coroutine_threadsafe(self._beat(), self._loop)
        atexit.register(self._end)

    def take(self, name: str) -> bool:
        """Whether the lease is ours now; not where this process has it already."""
        with self._turn:
            if name in self._mine:
                return False
            taken = bool(self._ask(self._fetch("take", name, self.holder)))
            if taken:
                self._mine.add(name)
            return taken

    def give(self, name: str) -> None:
        """Let a lease go; where the server is out of reach, it goes by itself."""
        with suppress(UnreachableError):
            self._ask(self._run("DELETE FROM gongbao.lease WHERE name = $1 AND holder = $2", name, self.holder))
        self._mine.discard(name)

    def who(self, name: str) -> str:
        """Who has a lease, in words."""
        found = self._ask(self._fetch("holder", name))
        return str(found[0][0]) if found else ""

    def put_up_fence(self) -> None:
        """Before every commit of DuckLake, where it does not stand yet."""
        stands = "SELECT 1 FROM pg_trigger WHERE tgname = 'gongbao_fence'"
        if not self._ask(self._fetched(stands)):
            self._ask(self._run(_sql("fence")))

    def lock(self, locks: tuple[tuple[int, bool], ...]) -> None:
        """Take advisory locks, each with whether it is exclusive, in their order. Raises LockedError."""
        self._ask(self._lock(locks), wait=2 * PATIENCE_S * len(locks) + ANSWER_S)

    def unlock(self, locks: tuple[tuple[int, bool], ...]) -> None:
        """Let these locks go; where the server is out of reach, they are gone."""
        with suppress(UnreachableError):
            self._ask(self._unlock(locks))

    def _ask(self, asked: Coroutine[Any, Any, R], wait: float = ANSWER_S) -> R:
        future = asyncio.run_coroutine_threadsafe(asked, self._loop)
        try:
            return future.result(wait)
        except (OSError, Late, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            future.cancel()
            said = " ".join(str(error).split())[:160] or type(error).__name__
            if isinstance(error, asyncpg.PostgresError) and not isinstance(error, GONE):
                raise OpenError(
                    f"PostgreSQL of {self._place} refuses ({said}): mend the address, or allow its user to make schemas"
                ) from error
            raise UnreachableError(
                f"PostgreSQL of {self._place} does not answer: start it, and run again; nothing of this step was kept"
                f" ({said})"
            ) from error

    async def _open(self, name: str) -> Any:
        return await asyncpg.connect(
            self._address, timeout=ANSWER_S, server_settings={"application_name": name, "lock_timeout": "0"}
        )

    async def _begin(self) -> None:
        self._connection = await self._open(self.holder)
        async with self._connection.transaction():
            await self._connection.execute(f"SELECT pg_advisory_xact_lock({ROOM}, 0)")
            await self._connection.execute(_sql("schema"))
        await self._connection.fetch(_sql("beat"), self.holder, self._said, ALIVE_S)
        self._using = asyncio.Lock()

    async def _fetched(self, query: str, *given: Any) -> Any:
        async with self._using:
            if self._connection.is_closed():
                self._connection = await self._open(self.holder)
            return await self._connection.fetch(query, *given, timeout=ANSWER_S)

    async def _fetch(self, name: str, *given: Any) -> Any:
        return await self._fetched(_sql(name), *given)

    async def _run(self, query: str, *given: Any) -> None:
        await self._fetched(query, *given)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            with suppress(OSError, asyncio.TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await self._fetch("beat", self.holder, self._said, ALIVE_S)

    async def _lock(self, locks: tuple[tuple[int, bool], ...]) -> None:
        if self._locking is None or self._locking.is_closed():
            self._locking = await self._open(self.holder)
        await self._locking.execute(f"SET lock_timeout = '{int(PATIENCE_S)}s'")
        taken: tuple[tuple[int, bool], ...] = ()
        try:
            for key, is_exclusive in locks:
                await self._lock_one(key, is_exclusive)
                taken += ((key, is_exclusive),)
        except BaseException:
            await self._unlock(taken)
            raise

    async def _lock_one(self, key: int, is_exclusive: bool) -> None:
        asked = f"SELECT pg_advisory_lock{'' if is_exclusive else '_shared'}({ROOM}, {key})"
        for is_last in (False, True):
            try:
                await self._locking.execute(asked)
                return
            except asyncpg.LockNotAvailableError as error:
                if is_last:
                    raise LockedError(
                        f"{self._place} is being written by another process: wait until it ends, or stop it, and run"
                        " again"
                    ) from error
                await self._fetch("end_dead")

    async def _unlock(self, locks: tuple[tuple[int, bool], ...]) -> None:
        for key, is_exclusive in locks:
            if not self._locking.is_closed():
                how = "" if is_exclusive else "_shared"
                await self._locking.execute(f"SELECT pg_advisory_unlock{how}({ROOM}, {key})")

    def _end(self) -> None:
        self._beating.cancel()
        with suppress(UnreachableError):
            self._ask(self._fetch("leave", self.holder), wait=2.0)
        self._loop.call_soon_threadsafe(self._loop.stop)
