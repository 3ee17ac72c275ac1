"""`python -m tests.schedule.prefect_runs DEPLOYMENT PARAMETERS`: schedule a deployment's run for now, await its end.

For tests, in a process of its own: PREFECT_API_URL names the server, PREFECT_API_AUTH_STRING its login. Prints the
final state and its message.
"""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any


def authorization(login: str) -> dict[str, str]:
    """The header that carries a login."""
    return {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"}


def told(api: str, path: str, asked: dict[str, object], login: str) -> Any:
    """What the server answers to a POST, made as Prefect's page makes it: with the login and a token of its own."""
    allowed = {**authorization(login), "Prefect-Csrf-Client": "tests"}
    token = urllib.request.Request(f"{api}/csrf-token?client=tests", headers=allowed)
    allowed["Prefect-Csrf-Token"] = json.loads(_answer(token))["token"]
    headers = {**allowed, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{api}/{path}", json.dumps(asked).encode(), headers)
    return json.loads(_answer(request) or b"null")


def _answer(request: urllib.request.Request) -> bytes:
    """As Prefect's own client, which asks again where the server is too busy to answer."""
    for wait in (1, 2, 4, 8, 16):
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
        time.sleep(wait)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return bytes(answer.read())


def due(api: str, login: str) -> int:
    """How many deployments have a run that the server's scheduler planned."""
    found = told(api, "flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}, login)
    return len({run["deployment_id"] for run in found if run["auto_scheduled"]})


def origins(sources: Iterable[str], **given: str) -> dict[str, str]:
    """The environment that gives each of the sources an origin: those that are named here, and one at which nobody is.

    A source's hour may strike before the deployments are paused: its run then ends as failed, and asks no publisher.
    """
    everywhere = {**dict.fromkeys(sources, "http://127.0.0.1:9"), **given}
    return {f"GONGBAO_ORIGIN_{name.upper()}": origin for name, origin in everywhere.items()}


def pause(api: str, login: str) -> None:
    """Plan no more runs: none is to begin by the clock in the middle of a test."""
    for deployment in told(api, "deployments/filter", {}, login):
        told(api, f"deployments/{deployment['id']}/pause_deployment", {}, login)


async def main(name: str, parameters: dict[str, object], patience: float, wait: bool) -> int:
    from flows.schedule.orchestration import Scheduled, get_client  # sets the environment: in this process alone

    async with get_client() as client:
        until = time.monotonic() + patience
        found = None
        while found is None:
            listed = await client.read_deployments()
            names = [f"{(await client.read_flow(each.flow_id)).name}/{each.name}" for each in listed]
            if name in names:
                found = listed[names.index(name)]
            elif time.monotonic() > until:
                sys.stdout.write(f"expected the deployment {name}, found {sorted(names)}\n")
                return 1
            else:
                await asyncio.sleep(0.5)
        run = await client.create_flow_run_from_deployment(
            found.id, parameters=parameters, state=Scheduled(scheduled_time=dt.datetime.now(dt.UTC))
        )
        sys.stdout.write(f"{run.id}\n")
        sys.stdout.flush()
        while wait and time.monotonic() < until:
            run = await client.read_flow_run(run.id)
            if run.state is not None and run.state.is_final():
                break
            await asyncio.sleep(0.5)
        sys.stdout.write(f"{run.state.name if run.state else None}: {run.state.message if run.state else None}\n")
    return 0


if __name__ == "__main__":
    deployment, given, seconds = sys.argv[1:4]
    raise SystemExit(asyncio.run(main(deployment, json.loads(given), float(seconds), "nowait" not in sys.argv)))
