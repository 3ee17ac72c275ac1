"""A failed run is told to whoever listens: one POST of JSON to the address in `GONGBAO_WEBHOOK`."""

from __future__ import annotations

import os
from typing import Any

from flows.fetch.notify import post_json

WEBHOOK = "GONGBAO_WEBHOOK"


def failure_hook(flow: Any, flow_run: Any, state: Any) -> None:
    """What Prefect calls when a run fails or crashes. Silent without an address; no error of it reaches the run."""
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
