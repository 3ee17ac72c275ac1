"""`python -m tests.schedule.keeping_steps DATABASE`: what a restart keeps, step by step at a real server.

For tests, in a process of its own: PREFECT_API_URL names the server, whose SQLite file is DATABASE, for no interface
makes a run that came due while nobody served. Prints what was found as JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import json
import sqlite3
import sys
import time
from typing import Any

CHOSEN = ("rmrb", "nbs", "gov")
EDITED = "5 5 * * *"


def overdue_by_hand(database: str, deployment_id: str, runs: int) -> None:
    """Put the first planned runs of a deployment two hours and more into the past, as an outage does."""
    query = "SELECT id FROM flow_run WHERE deployment_id = ? AND state_type = 'SCHEDULED' AND auto_scheduled"
    query += " ORDER BY next_scheduled_start_time LIMIT ?"
    with contextlib.closing(sqlite3.connect(database, timeout=30)) as records, records:
        found = records.execute(query, [deployment_id, runs]).fetchall()
        assert len(found) == runs, found
        for at, (run_id,) in enumerate(found):
            past = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=2 + runs - at)).strftime("%Y-%m-%d %H:%M:%S.%f")
            records.execute(
                "UPDATE flow_run SET next_scheduled_start_time = ?, expected_start_time = ? WHERE id = ?",
                [past, past, run_id],
            )


async def planned(client: Any, deployment_id: Any) -> list[Any]:
    from flows.schedule.orchestration import FlowRunFilter

    asked = {"state": {"type": {"any_": ["SCHEDULED"]}}, "deployment_id": {"any_": [str(deployment_id)]}}
    found: list[Any] = await client.read_flow_runs(flow_run_filter=FlowRunFilter.model_validate(asked))
    return found


async def await_plans(client: Any, ids: list[Any]) -> None:
    until = time.monotonic() + 120
    while not all([await planned(client, each) for each in ids]):
        assert time.monotonic() < until, "expected planned runs sooner"
        await asyncio.sleep(0.5)


async def await_edit(client: Any, deployment_id: Any) -> None:
    """Until the server tells the edited schedule: what it does not hold, no restart can keep."""
    until = time.monotonic() + 120
    while (crons := [each.schedule.cron for each in (await client.read_deployment(deployment_id)).schedules]) != [
        EDITED
    ]:
        assert time.monotonic() < until, f"expected the edited schedule to be told, found {crons}"
        await asyncio.sleep(0.5)


async def main(database: str, first: list[Any], second: list[Any]) -> dict[str, object]:
    from flows.schedule import deployments, keeping
    from flows.schedule.orchestration import RunnerDeployment, get_client

    told: dict[str, object] = {}
    async with get_client() as client:
        await deployments.write(client, first, RunnerDeployment.aapply)
        held = {each.name: await client.read_deployment_by_name(each.full_name) for each in first}
        await await_plans(client, [each.id for each in held.values()])
        await client.pause_deployment(held["gov"].id)
        (schedule,) = held["nbs"].schedules
        edited = schedule.schedule.model_copy(update={"cron": EDITED})
        await client.update_deployment_schedule(held["nbs"].id, schedule.id, schedule=edited)
        await await_edit(client, held["nbs"].id)
        overdue_by_hand(database, str(held["rmrb"].id), 3)

        await deployments.write(client, second, RunnerDeployment.aapply)  # as a restart does
        held = {each.name: await client.read_deployment_by_name(each.full_name) for each in second}
        told["paused"] = {name: each.paused for name, each in held.items()}
        told["versions"] = {each.name: [each.version, held[each.name].version] for each in second}
        told["crons"] = {name: [one.schedule.cron for one in each.schedules] for name, each in held.items()}
        overdue = await keeping.overdue(client, dt.datetime.now(dt.UTC))
        told["overdue"] = {name: len(overdue.get(each.id, ())) for name, each in held.items()}

        await await_plans(client, [held["rmrb"].id, held["nbs"].id])
        told["unplanned"] = await keeping.unplanned(client, dt.datetime.now(dt.UTC))
        overdue_by_hand(database, str(held["rmrb"].id), 3)
        now = dt.datetime.now(dt.UTC)
        told["ended"] = await keeping.once(client, await keeping.overdue(client, now))
        left = await keeping.overdue(client, now)
        told["left"] = [len(runs) for runs in left.values()]
        for run in await planned(client, held["nbs"].id):
            await client.delete_flow_run(run.id)
        told["unplanned then"] = await keeping.unplanned(client, dt.datetime.now(dt.UTC))
    return told


if __name__ == "__main__":
    from flows.schedule.deployments import deployments as all_of_them

    made = [[each for each in all_of_them() if each.name in CHOSEN] for _ in range(2)]
    sys.stdout.write(json.dumps(asyncio.run(main(sys.argv[1], made[0], made[1]))))
