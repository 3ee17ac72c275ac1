"""The health port: `/health` of what serves or works, and `/metrics` of the home for Prometheus. It only reads.

Whoever connects and does not finish a request is cut off, and so is more than there may be at once: a monitor that
hangs must not keep the next one from hearing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import uvicorn
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from flows.fetch.throttle import utc_now
from warehouse.connect import ARCHIVE
from warehouse.errors import WarehouseError
from warehouse.read import ask
from warehouse.read.paused import paused

HEAD_S = 5.0  # from a connection to its whole request
AT_ONCE = 64
TEXT = "text/plain; version=0.0.4; charset=utf-8"
IsWell = Callable[[], str]
"""Why what serves is not well; empty where it is."""


class Bounded(H11Protocol):
    """Uvicorn's protocol with an end to waiting for a request: it has none of its own before the first answer."""

    def connection_made(self, transport: Any) -> None:
        """As asyncio calls it."""
        super().connection_made(transport)
        self._cut_off = self.loop.call_later(HEAD_S, transport.close)

    def handle_events(self) -> None:
        """As uvicorn calls it with new bytes; a whole head makes a cycle."""
        super().handle_events()
        if self.cycle is not None:
            self._cut_off.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        """As asyncio calls it."""
        self._cut_off.cancel()
        super().connection_lost(exc)


class Home:
    """What Prometheus is told of a home, collected at each question."""

    def __init__(self, home: Path, clock: Callable[[], dt.datetime] = utc_now) -> None:
        """`clock`: for the age of the newest issues."""
        self._home, self._clock = home, clock

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures. A copy that cannot be read leaves its own out, and `gongbao_copy_readable` is 0 then."""
        issues = GaugeMetricFamily("gongbao_issues", "Issues of the ledger.", labels=["source", "status"])
        age = GaugeMetricFamily(
            "gongbao_newest_issue_age_seconds", "Since the day of the newest complete issue began.", labels=["source"]
        )
        findings = GaugeMetricFamily("gongbao_findings", "Open findings.", labels=["severity", "about"])
        is_readable, now = 1, self._clock().timestamp()
        try:
            rows = ask.metrics(self._home).rows
        except WarehouseError:
            rows, is_readable = (), 0
        for figure, label, other, value in rows:
            if figure == "issues":
                issues.add_metric([label, other], value)
            elif figure == "newest":
                age.add_metric([label], now - value)
            else:
                findings.add_metric([label, other], value)
        size = sum(path.stat().st_size for path in (self._home / ARCHIVE).glob("*.warc.gz*"))
        yield from (issues, age, findings)
        yield GaugeMetricFamily("gongbao_archive_bytes", "Bytes of the archive's files.", size)
        yield GaugeMetricFamily("gongbao_paused_sources", "Sources that are paused.", len(paused(self._home)))
        yield GaugeMetricFamily("gongbao_copy_readable", "Whether the published copy can be read.", is_readable)


def app_of(home: Path, is_well: IsWell) -> Starlette:
    """The two pages."""
    registry = CollectorRegistry()
    registry.register(Home(home))

    def health(request: Request) -> Response:
        why = is_well()
        return JSONResponse({"well": not why, "why": why}, 503 if why else 200)

    def metrics(request: Request) -> Response:
        return Response(generate_latest(registry), media_type=TEXT)

    return Starlette(routes=[Route("/health", health), Route("/metrics", metrics)])


@asynccontextmanager
async def told_at(listener: socket.socket | None, home: Path, is_well: IsWell) -> AsyncIterator[None]:
    """Within, health and metrics are told on this socket; on none, nothing."""
    if listener is None:
        yield
        return
    config = uvicorn.Config(
        app_of(home, is_well), http=Bounded, ws="none", lifespan="off", log_level="critical",
        limit_concurrency=AT_ONCE, timeout_keep_alive=2, timeout_graceful_shutdown=2,
    )  # fmt: skip
    server = _Quiet(config)
    serving = asyncio.ensure_future(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)


class _Quiet(uvicorn.Server):
    """Takes no signal: they are the schedule's."""

    def capture_signals(self) -> Any:
        """Nothing."""
        return nullcontext()
