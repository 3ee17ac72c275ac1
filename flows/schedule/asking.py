"""What the flows that ask publishers have in common: the origin is one that is configured, an artifact, a notice."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from flows.fetch.throttle import utc_now
from flows.home import writable_home
from flows.issues.policies import require_configured
from flows.notices.digest import tell_of_run
from flows.runs.issues import RunSteps
from flows.runs.report import RunReport
from flows.schedule.orchestration import acreate_markdown_artifact, is_deployed
from flows.schedule.tasks import issue_steps
from flows.sources.registry import SOURCES


class Asking(Protocol):
    """Options of a run that asks publishers."""

    @property
    def origin(self) -> str | None:
        """The mirror or test site in the place of the source's."""


OptionsT = TypeVar("OptionsT", bound=Asking, contravariant=True)


class Run(Protocol[OptionsT]):
    """A plain run over issues, as `flows.runs.ingest.ingest_all` is one."""

    def __call__(self, home: Path, options: OptionsT, *, steps: RunSteps) -> Awaitable[RunReport]:
        """Do it."""


async def asked(name: str, sources: Iterable[str], options: OptionsT, run: Run[OptionsT]) -> list[str]:
    """The run `name` over these sources (none: all), each issue a task; gives the report's lines.

    Raises TroubleError where an issue is drifted, failed or partial, InputError where a deployment is given an
    `origin` that is not configured.
    """
    home, named, since = writable_home(), list(sources), utc_now()
    if is_deployed():
        require_configured(home, named or SOURCES, options.origin)
    report = await run(home, options, steps=issue_steps())
    key = "-".join([name, *(named or ["all"])])[:100]
    await acreate_markdown_artifact(report.markdown(), key=key, description=f"What the {name} came to, issue by issue")
    await tell_of_run(home, name, named, report, since)
    return report.require_good().lines()
