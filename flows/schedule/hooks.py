"""How a run ended is told: a line in the schedule's log, and a notice of a run that ended before its work did.

A run that did its work tells of it itself (`flows.notices.digest`), where its report is at hand.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any, TypedDict

from flows.errors import TroubleError
from flows.home import home_directory


async def failure_hook(flow: Any, flow_run: Any, state: Any) -> None:
    """What Prefect calls when a run fails or crashes."""
    log_hook(flow, flow_run, state)
    if isinstance(_came(state), TroubleError):
        return
    from flows.notices.digest import tell_of_failure  # apprise takes a second: only where there is something to tell

    await tell_of_failure(home_directory(), _named(flow, flow_run), _said(state)[0])


def log_hook(flow: Any, flow_run: Any, state: Any) -> None:
    """What Prefect calls at a run's end: a line on stderr, and one for each issue in trouble.

    Only where a deployment runs, for nobody watches it: on the command line the run prints its own report.
    """
    if flow_run.deployment_id is None:
        return
    named = _named(flow, flow_run)
    said, notes = _said(state)
    now = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC"
    lines = [f"{now} {named} ({flow_run.name}) {state.name.lower()}: {said}", *(f"  {note}" for note in notes)]
    sys.stderr.write("\n".join(lines) + "\n")
    sys.stderr.flush()


def _named(flow: Any, flow_run: Any) -> str:
    """The flow and the sources it was asked for."""
    given = flow_run.parameters or {}
    about = given.get("sources") or given.get("source") or ""
    return " ".join([flow.name, *([about] if isinstance(about, str) else about)]).strip()


def _came(state: Any) -> Any:
    """What the run gave, or the error it ended with."""
    return getattr(state.data, "result", state.data)


def _said(state: Any) -> tuple[str, list[str]]:
    """What the run came to in a line, and what is in trouble."""
    came = _came(state)
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
