"""The Prefect deployments: an ingest a source by its calendar, and what is started by hand, backfills first."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from flows.backfill import backfill
from flows.compact import compact
from flows.daily import daily
from flows.fetch.throttle import utc_now
from flows.home import home_directory
from flows.ingest import ingest
from flows.notices.digest import tell_of_failure
from flows.publish import publish
from flows.reextract import reextract
from flows.refetch import refetch
from flows.schedule import keeping
from flows.schedule.calendar import cron_of, daily_cron
from flows.schedule.health import told_at
from flows.schedule.orchestration import (
    ConcurrencyLimitConfig,
    ConcurrencyLimitStrategy,
    Cron,
    EntrypointType,
    Flow,
    FlowRun,
    FlowRunFilter,
    ObjectAlreadyExists,
    PrefectClient,
    Runner,
    RunnerDeployment,
    Scheduled,
    WorkPoolCreate,
    get_client,
)
from flows.schedule.processes import flow_runs_here
from flows.settings import read_settings
from flows.sources.declaration import TIME_ZONE
from flows.sources.registry import SOURCES
from warehouse import store

COMPACTED = "30 3 * * *"  # before the day's papers come
POLLED_S = 300.0
BY_HAND = (backfill, refetch, reextract, publish)


def deployments(pool: str | None = None) -> Iterator[RunnerDeployment]:
    """All of them. `pool`: for workers of that work pool; None: to be served. Made outside any event loop."""
    one = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)
    for source in SOURCES.values():
        yield _deployment(
            ingest,
            source.source_id,
            pool,
            one,
            schedule=Cron(cron_of(source), timezone=TIME_ZONE),
            parameters={"sources": [source.source_id]},
            tags=["gongbao", source.kind.value, source.source_id, *sorted({each.family for each in source.layouts})],
            description=f"{source.name_zh}, {source.calendar.named()}: what the ledger lacks of the last days",
        )
    at = read_settings(home_directory()).notices.daily
    yield _deployment(
        daily,
        "summary",
        pool,
        one,
        schedule=Cron(daily_cron(at), timezone=TIME_ZONE) if at else None,
        tags=["gongbao", "notices"],
        description=daily.__doc__,
    )
    if store.of(home_directory()).is_lake:
        nightly = Cron(COMPACTED, timezone=TIME_ZONE)
        yield _deployment(
            compact, "lake", pool, one, schedule=nightly, tags=["gongbao", "lake"], description=compact.__doc__
        )
    for by_hand in BY_HAND:
        yield _deployment(by_hand, "by hand", pool, one, tags=["gongbao", "by hand"], description=by_hand.__doc__)


def _deployment(
    made_of: Flow[..., Any], name: str, pool: str | None, limit: ConcurrencyLimitConfig, **given: Any
) -> RunnerDeployment:
    # with a version of its own from the first: in a clone Prefect puts the commit in the place of one that is set later
    deployment = made_of.to_deployment(
        name,
        version=keeping.OURS,
        concurrency_limit=limit,
        work_pool_name=pool,
        entrypoint_type=EntrypointType.MODULE_PATH,
        **given,
    )
    assert isinstance(deployment, RunnerDeployment), "made where an event loop runs, it would be a promise of one"
    return deployment


class Server(Runner):
    """Prefect's runner, which leaves its loop in mid-air at a SIGTERM: cancelled, it ends its runs' processes first."""

    async def serve(self) -> None:
        """Serve what was added, until a SIGTERM, or until cancelled."""
        self._serving, self._serving_loop = asyncio.ensure_future(self.start()), asyncio.get_running_loop()
        self._is_told = False
        try:
            await self._serving
        except asyncio.CancelledError:
            if not self._is_told:
                raise

    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        """What Prefect hangs on the signal."""
        self._is_told = True
        with contextlib.suppress(RuntimeError):  # the loop is closed: all is over
            self._serving_loop.call_soon_threadsafe(self._serving.cancel)


def _is_polling(server: Server) -> str:
    """Why the runner is not well: it has not looked for runs for five minutes."""
    last = server.last_polled
    if last is None or (utc_now() - last).total_seconds() < POLLED_S:
        return ""
    return f"expected a look for runs within {POLLED_S:.0f} s, found the last at {last}"


Write = Callable[[RunnerDeployment], Awaitable[Any]]


async def serve_all(made: Sequence[RunnerDeployment], limit: int, home: Path, listener: socket.socket | None) -> None:
    """Serve deployments from this process until it is stopped; first take up the runs that a crash cut off.

    `listener`: where health and metrics are told.
    """
    server = Server(limit=limit, pause_on_shutdown=False)
    async with get_client() as client:
        await take_up(client)
        await write(client, made, server.aadd_deployment)
        async with _watched(client, home), told_at(listener, home, partial(_is_polling, server)):
            await server.serve()


async def register(made: Sequence[RunnerDeployment], pool: str) -> None:
    """Make the work pool if need be, write every deployment for it, take up the runs that this machine left behind."""
    async with get_client() as client:
        with contextlib.suppress(ObjectAlreadyExists):
            await client.create_work_pool(WorkPoolCreate(name=pool, type="process"))
        await write(client, made, RunnerDeployment.aapply)
        await take_up(client, here=socket.gethostname())


async def write(client: PrefectClient, made: Sequence[RunnerDeployment], step: Write) -> None:
    """Write every deployment, the operator's word kept; of overdue runs one a deployment is left."""
    for deployment in made:
        await keeping.keep_word(client, deployment)
        await step(deployment)
    await keeping.once(client, await keeping.overdue(client, utc_now()))


@contextlib.asynccontextmanager
async def _watched(client: PrefectClient, home: Path) -> AsyncIterator[None]:
    """Within, somebody looks whether runs are planned."""
    looking = asyncio.ensure_future(keeping.watch(client, partial(tell_of_failure, home, "schedule")))
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


async def watch(home: Path) -> None:
    """Look whether runs are planned until cancelled, with a client of its own."""
    async with get_client() as client, _watched(client, home):
        await asyncio.Event().wait()


async def take_up(client: PrefectClient, here: str | None = None) -> list[FlowRun]:
    """Schedule again the runs that say they run and have no process: the ledger lets them go on where they were.

    `here`: only those started on the machine of this name; None: all, for nobody else serves. A run whose process
    outlived the schedule that started it is left to end by itself.
    """
    living = flow_runs_here()
    cut_off = [
        run
        for run in await client.read_flow_runs(
            flow_run_filter=FlowRunFilter.model_validate({"state": {"type": {"any_": ["RUNNING", "PENDING"]}}})
        )
        if run.deployment_id is not None and str(run.id) not in living and (here is None or _was_started(run, here))
    ]
    for run in cut_off:
        state: Any = Scheduled(message="taken up: the process that ran it was gone")
        await client.set_flow_run_state(run.id, state, force=True)
    return cut_off


def _was_started(run: FlowRun, here: str) -> bool:
    """Whether the run had a process, and one of this machine."""
    host, _, pid = (run.infrastructure_pid or "").rpartition(":")
    return pid.isdecimal() and host in ("", here)
