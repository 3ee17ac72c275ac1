"""The Prefect flow of a backfill: `flows.runs.backfill` with a task an issue, the summary as an artifact."""

from __future__ import annotations

import datetime as dt

from flows.home import writable_home
from flows.issues.order import Direction
from flows.issues.policies import require_configured
from flows.runs.backfill import backfill_all
from flows.runs.issues import Conditions
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import acreate_markdown_artifact, flow, is_deployed
from flows.schedule.tasks import issue_steps


@flow(name="backfill", persist_result=False, **HOOKS)
async def backfill(
    source: str,
    first: dt.date,
    last: dt.date,
    direction: Direction = Direction.NEWEST,
    workers: int | None = None,
    origin: str | None = None,
) -> list[str]:
    """Fetch and load every issue from `first` to `last` that the ledger does not settle; gives the report's lines.

    Raises TroubleError where an issue is drifted, failed or partial, InputError where a deployment is given an
    `origin` that is not configured.
    """
    if is_deployed():
        require_configured([source], origin)
    conditions = Conditions(origin=origin, workers=workers, in_flight=2)
    report = await backfill_all(
        writable_home(), source, first, last, direction=direction, conditions=conditions, steps=issue_steps()
    )
    await acreate_markdown_artifact(
        report.markdown(), key=f"backfill-{source}", description="What the backfill came to, issue by issue"
    )
    return report.require_good().lines()
