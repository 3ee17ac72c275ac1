"""The processes of this machine that carry out flow runs. No Prefect: what it tells them is in their environment."""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path


def flow_runs_here() -> set[str]:
    """The ids of the flow runs that processes of this machine carry out, by what Prefect tells each of them.

    A process's number says nothing: it may be another's by now. None are found where there is no /proc.
    """
    found = set()
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError, ValueError):  # ended meanwhile, another user's, or no id of Prefect's
            for entry in environment.read_bytes().split(b"\0"):
                name, _, value = entry.partition(b"=")
                if name == b"PREFECT__FLOW_RUN_ID":
                    found.add(str(uuid.UUID(value.decode())))
    return found
