"""What holds over restarts and outages: the operator's word at the page, one run for all that came due.

Also a look whether runs are planned at all. Prefect writes a deployment anew at each start of what serves it: that
takes back a pause and an edited schedule. So what stands at the server is read before anything is written there.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID

from flows.fetch.throttle import utc_now
from flows.schedule.orchestration import (
    CLIENT_ERRORS,
    Cancelled,
    DeploymentScheduleCreate,
    FlowRun,
    FlowRunFilter,
    ObjectNotFound,
    PrefectClient,
    RunnerDeployment,
)

PORTION = 200  # runs of one answer: Prefect gives no more
PATIENCE = dt.timedelta(minutes=5)  # a run may be late by so much without being one of an outage
LOOK_S = 300.0  # between two looks
OURS = "planned: "  # how a version of our writing begins
Tell = Callable[[str], Awaitable[None]]


async def keep_word(client: PrefectClient, made: RunnerDeployment) -> None:
    """Take over into `made` what the operator did at the page: a pause, schedules that are not those we wrote.

    What we write is told in its `version`.
    """
    ours = [_told(each) for each in made.schedules or ()]
    made.version = OURS + "; ".join(ours)
    try:
        found = await client.read_deployment_by_name(made.full_name)
    except ObjectNotFound:
        return
    made.paused = found.paused
    standing = [_told(each) for each in found.schedules]
    before = found.version or ""
    if before.startswith(OURS) and before != OURS + "; ".join(standing):
        made.schedules = [
            DeploymentScheduleCreate(
                schedule=each.schedule, active=each.active, parameters=each.parameters,
                max_scheduled_runs=each.max_scheduled_runs,
            )
            for each in found.schedules
        ]  # fmt: skip
        made.version = before


def _told(schedule: Any) -> str:
    """A schedule as one line: what it says and whether it is active."""
    said = getattr(schedule.schedule, "cron", None) or schedule.schedule.model_dump_json()
    return f"{said}{'' if schedule.active is not False else ' (off)'}"


async def overdue(client: PrefectClient, now: dt.datetime) -> dict[UUID, list[FlowRun]]:
    """The planned runs whose time has passed and that nobody has begun, by deployment, the oldest first."""
    found: dict[UUID, list[FlowRun]] = {}
    asked = {"state": {"type": {"any_": ["SCHEDULED"]}}, "next_scheduled_start_time": {"before_": now.isoformat()}}
    async for run in _all(client, asked):
        if run.deployment_id is not None and run.auto_scheduled and run.run_count == 0:
            found.setdefault(run.deployment_id, []).append(run)
    for runs in found.values():
        runs.sort(key=lambda run: run.expected_start_time or now)
    return found


async def _all(client: PrefectClient, asked: dict[str, Any]) -> AsyncIterator[FlowRun]:
    offset = 0
    while True:
        portion = await client.read_flow_runs(
            flow_run_filter=FlowRunFilter.model_validate(asked), limit=PORTION, offset=offset
        )
        for run in portion:
            yield run
        if len(portion) < PORTION:
            return
        offset += PORTION


async def once(client: PrefectClient, late: dict[UUID, list[FlowRun]]) -> int:
    """Of each deployment's overdue runs leave the newest, which does the work of all; gives how many were ended."""
    ended = 0
    for runs in late.values():
        for run in runs[:-1]:
            state: Any = Cancelled(message="a later run of this deployment is due too, and does the same work")
            await client.set_flow_run_state(run.id, state, force=True)
            ended += 1
    return ended


async def unplanned(client: PrefectClient, now: dt.datetime) -> list[str]:
    """Deployments that have a schedule in force and no run planned: the server's scheduler does not work."""
    planned = {run.deployment_id async for run in _all(client, {
        "state": {"type": {"any_": ["SCHEDULED"]}}, "next_scheduled_start_time": {"after_": now.isoformat()},
    })}  # fmt: skip
    return sorted(
        each.name
        for each in await client.read_deployments()
        if not each.paused and any(schedule.active for schedule in each.schedules) and each.id not in planned
    )


async def watch(client: PrefectClient, tell: Tell, every: float = LOOK_S) -> None:
    """Look now and then, for ever: overdue runs of one deployment become one, and no planned run is said once."""
    before: list[str] = []
    while True:
        await asyncio.sleep(every)
        try:
            await once(client, await overdue(client, utc_now() - PATIENCE))
            found = await unplanned(client, utc_now())
        except CLIENT_ERRORS as error:  # it is looked for again
            found = [f"the server does not answer ({type(error).__name__})"]
        if found and found != before:
            line = f"expected a planned run of every schedule, found none of {', '.join(found)}: restart the schedule"
            sys.stderr.write(f"gongbao: {line}\n")
            await tell(line)
        before = found
