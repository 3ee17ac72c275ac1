"""The Prefect flow that runs the checks and publishes the readers' copy."""

from __future__ import annotations

from flows.home import writable_home
from flows.notices import failure_hook, log_hook
from flows.orchestration import flow
from flows.runs.issues import publish_alone


@flow(
    name="publish",
    persist_result=False,
    on_completion=[log_hook],
    on_failure=[failure_hook],
    on_crashed=[failure_hook],
)
async def publish() -> list[str]:
    """Check the warehouse, bring open issues' observations up to date, publish the copy; gives the report's lines."""
    return await publish_alone(writable_home())
