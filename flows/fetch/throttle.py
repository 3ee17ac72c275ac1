"""When a host may be asked again: spacing, concurrency, and the pauses that servers ask for.

With a folder the turns are shared by all processes of this machine, so that a backfill and the daily run
together are no less polite than one of them. A turn is kept with the moment at which it was given: one given in the
future comes from a clock that was corrected since. It is said and not waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import fcntl
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flows.fetch.errors import unwritable

Clock = Callable[[], dt.datetime]
Sleep = Callable[[float], Awaitable[None]]

LOG = logging.getLogger("gongbao.fetch")
LONGEST_QUEUE_S = 3600.0  # a stored turn further off than this comes from a clock that was wrong
SLACK_S = 1.0  # by which clocks are slewed, not corrected
WIDTH = 63  # of a stored turn; always as long, so that none is left of a longer one


def utc_now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Turn:
    """The host's next free moment, and when that was written, both in seconds since 1970."""

    due: float = 0.0
    written: float = 0.0


class HostThrottle:
    """Turns at a host. A turn is taken ahead and then waited for, so that no two requests share one."""

    def __init__(self, clock: Clock = utc_now, sleep: Sleep = asyncio.sleep, folder: Path | None = None) -> None:
        """`folder` holds a small file for each host; None keeps the turns in memory."""
        self._clock = clock
        self._sleep = sleep
        self._folder = folder
        self._next: dict[str, Turn] = {}
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
        self._exchange(host, now, lambda due: max(due, now + seconds))

    def _reserve(self, host: str, spacing: float) -> float:
        """Takes the next turn and says how many seconds it is off."""
        now = self._clock().timestamp()
        mine = now

        def take(due: float) -> float:
            nonlocal mine
            ahead = due - now
            if ahead > max(LONGEST_QUEUE_S, 60 * spacing):
                _skipped(host, ahead)
                due = now
            mine = max(due, now)
            return mine + spacing

        self._exchange(host, now, take)
        return mine - now

    def _exchange(self, host: str, now: float, change: Callable[[float], float]) -> None:
        """Replaces the host's next free moment by `change` of it, alone among all processes."""

        def update(turn: Turn) -> Turn:
            due = turn.due
            if turn.written > now + SLACK_S and due > now:
                _skipped(host, due - now)
                due = now + max(0.0, due - turn.written)  # as long as was to be waited when it was given
            return Turn(change(due), now)

        if self._folder is None:
            self._next[host] = update(self._next.get(host, Turn()))
            return
        path = self._folder / quote(host, safe="")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _exchange_in(path, update)
        except OSError as error:
            raise unwritable("keep the turns in", path, error) from error


def _skipped(host: str, ahead: float) -> None:
    said = "expected the next turn at %s soon, found it %.0f s ahead, left by a clock since corrected: skipped"
    LOG.warning(said, host, ahead)


def _exchange_in(path: Path, update: Callable[[Turn], Turn]) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        text = os.pread(descriptor, WIDTH + 1, 0).decode("ascii", "replace")
        try:
            turn = Turn(*map(float, text.split()))
        except (ValueError, TypeError):
            turn = Turn()  # torn by a crash: the turn is free
        turn = update(turn)
        os.pwrite(descriptor, f"{f'{turn.due:.6f} {turn.written:.6f}':<{WIDTH}}\n".encode("ascii"), 0)
    finally:
        os.close(descriptor)
