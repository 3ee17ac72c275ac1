"""The Prefect flow of the daily issues: `flows.runs.ingest` with a task an issue, the summary as an artifact."""

from __future__ import annotations

from flows.fetch.throttle import utc_now
from flows.home import writable_home
from flows.issues.policies import require_configured
from flows.notices.digest import tell_of_run
from flows.runs.ingest import ingest_all
from flows.runs.options import IngestOptions, with_parameters
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import acreate_markdown_artifact, flow, is_deployed
from flows.schedule.tasks import issue_steps
from flows.sources.registry import SOURCES


@flow(name="ingest", persist_result=False, **HOOKS)
@with_parameters(IngestOptions)
async def ingest(options: IngestOptions) -> list[str]:
    """Fetch and load what the ledger lacks of a day (today in China) and the days before it; gives the report's lines.

    Raises TroubleError where an issue is drifted, failed or partial, InputError where a deployment is given an
    `origin` that is not configured.
    """
    home = writable_home()
    if is_deployed():
        require_configured(home, options.sources or SOURCES, options.origin)
    since = utc_now()
    report = await ingest_all(home, options, steps=issue_steps())
    key = "-".join(["ingest", *(options.sources or ["all"])])[:100]
    await acreate_markdown_artifact(report.markdown(), key=key, description="What the run came to, issue by issue")
    await tell_of_run(home, "ingest", options.sources, report, since)
    return report.require_good().lines()
