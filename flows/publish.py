"""The Prefect flow that runs the checks and publishes the readers' copy."""

from __future__ import annotations

from flows.home import writable_home
from flows.issues.writer import SharedWriter
from flows.notices import failure_hook
from flows.orchestration import flow
from flows.runs.issues import publish_now


@flow(name="publish", persist_result=False, on_failure=[failure_hook], on_crashed=[failure_hook])
async def publish() -> list[str]:
    """Check the warehouse, bring open issues' observations up to date, publish the copy; gives the report's lines."""
    home = writable_home()
    writer = SharedWriter(home)
    try:
        published, findings = await publish_now(writer, home)
    finally:
        await writer.close()
    return [f"{findings} findings of the checks; published as {published.path}"]
