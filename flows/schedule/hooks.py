"""How a run ended is told: a line in the schedule's log, and of a failure one POST of JSON to `GONGBAO_WEBHOOK`."""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import Any, TypedDict

from flows.errors import TroubleError
from flows.fetch.notify import post_json

WEBHOOK = "GONGBAO_WEBHOOK"


def failure_hook(flow: Any, flow_run: Any, state: Any) -> None:
    """What Prefect calls when a run fails or crashes. No post without an address; no error of it reaches the run."""
    log_hook(flow, flow_run, state)
    address = os.environ.get(WEBHOOK)
    if address:
        post_json(
            address,
            {
                "flow": flow.name,
                "run": flow_run.name,
                "state": state.name,
                "message": " ".join((state.message or "").split()),
                "parameters": {name: str(value) for name, value in (flow_run.parameters or {}).items()},
            },
        )


def log_hook(flow: Any, flow_run: Any, state: Any) -> None:
    """What Prefect calls at a run's end: a line on stderr, and one for each issue in trouble.

    Only where a deployment runs, for nobody watches it: on the command line the run prints its own report.
    """
    if flow_run.deployment_id is None:
        return
    given = flow_run.parameters or {}
    about = given.get("sources") or given.get("source") or ""
    named = " ".join([flow.name, *([about] if isinstance(about, str) else about)]).strip()
    said, notes = _said(state)
    now = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC"
    lines = [f"{now} {named} ({flow_run.name}) {state.name.lower()}: {said}", *(f"  {note}" for note in notes)]
    sys.stderr.write("\n".join(lines) + "\n")
    sys.stderr.flush()


def _said(state: Any) -> tuple[str, list[str]]:
    """What the run came to in a line, and what is in trouble."""
    came = getattr(state.data, "result", state.data)
    if isinstance(came, TroubleError):
        return str(came), list(came.notes)
    if isinstance(came, list):
        return "; ".join(str(line) for line in came), []
    return " ".join((state.message or "").split()), []


class Hooks(TypedDict):
    """What Prefect calls at the end of a flow's run. The type of a hook is Prefect's, which is not loaded here."""

    on_completion: list[Any]
    on_failure: list[Any]
    on_crashed: list[Any]


HOOKS: Hooks = {"on_completion": [log_hook], "on_failure": [failure_hook], "on_crashed": [failure_hook]}
