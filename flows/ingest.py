"""The Prefect flow of the daily issues: `flows.runs.ingest` with a task an issue, the summary as an artifact."""

from __future__ import annotations

import datetime as dt

from flows.home import writable_home
from flows.issues.policies import require_configured
from flows.runs.ingest import LOOKBACK, ingest_all
from flows.runs.issues import Conditions
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import acreate_markdown_artifact, flow, is_deployed
from flows.schedule.tasks import issue_steps
from flows.sources.registry import SOURCES


@flow(name="ingest", persist_result=False, **HOOKS)
async def ingest(
    sources: list[str] | None = None,
    date: dt.date | None = None,
    lookback: int = LOOKBACK,
    origin: str | None = None,
) -> list[str]:
    """Fetch and load what the ledger lacks of a day (today in China) and the days before it; gives the report's lines.

    Raises TroubleError where an issue is drifted, failed or partial, InputError where a deployment is given an
    `origin` that is not configured.
    """
    if is_deployed():
        require_configured(sources or SOURCES, origin)
    conditions = Conditions(origin=origin)
    report = await ingest_all(
        writable_home(), sources or (), date=date, lookback=lookback, conditions=conditions, steps=issue_steps()
    )
    key = "-".join(["ingest", *(sources or ["all"])])[:100]
    await acreate_markdown_artifact(report.markdown(), key=key, description="What the run came to, issue by issue")
    return report.require_good().lines()
