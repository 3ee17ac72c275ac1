"""When a host may be asked again: spacing, concurrency, and the pauses that servers ask for.

With a folder the turns are shared by all processes of this machine, so that a backfill and the daily run
together are no less polite than one of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from flows.fetch.errors import unwritable

Clock = Callable[[], dt.datetime]
Sleep = Callable[[float], Awaitable[None]]

LONGEST_QUEUE_S = 3600.0  # a stored turn further off than this comes from a clock that was wrong


def utc_now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)


class HostGate:
    """Turns at a host. A turn is taken ahead and then waited for, so that no two requests share one."""

    def __init__(self, clock: Clock = utc_now, sleep: Sleep = asyncio.sleep, folder: Path | None = None) -> None:
        """`folder` holds a small file for each host; None keeps the turns in memory."""
        self._clock = clock
        self._sleep = sleep
        self._folder = folder
        self._next: dict[str, float] = {}
        self._lanes: dict[str, asyncio.Semaphore] = {}

    @contextlib.asynccontextmanager
    async def turn(self, host: str, spacing: float, concurrency: int) -> AsyncIterator[None]:
        """Holds one of `concurrency` lanes to the host from its turn on, `spacing` seconds after the turn before."""
        lane = self._lanes.setdefault(host, asyncio.Semaphore(max(1, concurrency)))
        async with lane:
            wait = self._reserve(host, spacing)
            if wait > 0:
                await self._sleep(wait)
            yield

    def postpone(self, host: str, seconds: float) -> None:
        """No turn at the host before `seconds` from now, for anyone."""
        now = self._clock().timestamp()
        self._exchange(host, lambda due: max(due, now + seconds))

    def _reserve(self, host: str, spacing: float) -> float:
        """Takes the next turn and says how many seconds it is off."""
        now = self._clock().timestamp()
        mine = now

        def take(due: float) -> float:
            nonlocal mine
            mine = now if due - now > max(LONGEST_QUEUE_S, 60 * spacing) else max(due, now)
            return mine + spacing

        self._exchange(host, take)
        return mine - now

    def _exchange(self, host: str, update: Callable[[float], float]) -> None:
        """Replaces the host's next free moment by `update` of it, alone among all processes."""
        if self._folder is None:
            self._next[host] = update(self._next.get(host, 0.0))
            return
        path = self._folder / quote(host, safe="")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _exchange_in(path, update)
        except OSError as error:
            raise unwritable("keep the turns in", path, error) from error


def _exchange_in(path: Path, update: Callable[[float], float]) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        text = os.pread(descriptor, 64, 0).decode("ascii", "replace").strip()
        try:
            due = float(text or 0)
        except ValueError:
            due = 0.0  # torn by a crash: the turn is free
        os.pwrite(descriptor, f"{update(due):<63.6f}\n".encode("ascii"), 0)
    finally:
        os.close(descriptor)
