"""The Prefect flow that runs the checks and publishes the readers' copy."""

from __future__ import annotations

from flows.home import writable_home
from flows.runs.issues import publish_alone
from flows.runs.options import PublishOptions, with_parameters
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import flow


@flow(name="publish", persist_result=False, **HOOKS)
@with_parameters(PublishOptions)
async def publish(options: PublishOptions) -> list[str]:
    """Check the warehouse, bring open issues' observations up to date, publish the copy; gives the report's lines.

    `accept_loss`: publish too where the copy before holds sources, issues or many claims that are not there any more.
    """
    return await publish_alone(writable_home(), options)
