"""The Prefect flow of a refetch: `flows.runs.refetch` with a task an issue, the summary as an artifact."""

from __future__ import annotations

from flows.fetch.throttle import utc_now
from flows.home import writable_home
from flows.issues.policies import require_configured
from flows.notices.digest import tell_of_run
from flows.runs.options import RefetchOptions, with_parameters
from flows.runs.refetch import refetch_all
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import acreate_markdown_artifact, flow, is_deployed
from flows.schedule.tasks import issue_steps


@flow(name="refetch", persist_result=False, **HOOKS)
@with_parameters(RefetchOptions)
async def refetch(options: RefetchOptions) -> list[str]:
    """Ask again for every issue from `first` to `last` that is held, and keep what changed; gives the report's lines.

    Raises TroubleError where an issue is drifted, failed or partial, InputError where a deployment is given an
    `origin` that is not configured.
    """
    home = writable_home()
    if is_deployed():
        require_configured(home, [options.source], options.origin)
    since = utc_now()
    report = await refetch_all(home, options, steps=issue_steps())
    key = f"refetch-{options.source}"
    await acreate_markdown_artifact(report.markdown(), key=key, description="What the refetch came to, issue by issue")
    await tell_of_run(home, "refetch", [options.source], report, since)
    return report.require_good().lines()
