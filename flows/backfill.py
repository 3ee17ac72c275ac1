"""The Prefect flow of a backfill: `flows.runs.backfill` with a task an issue, the summary as an artifact."""

from __future__ import annotations

from flows.fetch.throttle import utc_now
from flows.home import writable_home
from flows.issues.policies import require_configured
from flows.notices.digest import tell_of_run
from flows.runs.backfill import backfill_all
from flows.runs.options import BackfillOptions, with_parameters
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import acreate_markdown_artifact, flow, is_deployed
from flows.schedule.tasks import issue_steps


@flow(name="backfill", persist_result=False, **HOOKS)
@with_parameters(BackfillOptions)
async def backfill(options: BackfillOptions) -> list[str]:
    """Fetch and load every issue from `first` to `last` that the ledger does not settle; gives the report's lines.

    Raises TroubleError where an issue is drifted, failed or partial, InputError where a deployment is given an
    `origin` that is not configured.
    """
    home = writable_home()
    if is_deployed():
        require_configured(home, [options.source], options.origin)
    since = utc_now()
    report = await backfill_all(home, options, steps=issue_steps())
    key = f"backfill-{options.source}"
    await acreate_markdown_artifact(report.markdown(), key=key, description="What the backfill came to, issue by issue")
    await tell_of_run(home, "backfill", [options.source], report, since)
    return report.require_good().lines()
