"""The Prefect flow of a refetch: `flows.runs.refetch` with a task an issue, the summary as an artifact."""

from __future__ import annotations

from flows.runs.options import RefetchOptions, with_parameters
from flows.runs.refetch import refetch_all
from flows.schedule.asking import asked
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import flow


@flow(name="refetch", persist_result=False, **HOOKS)
@with_parameters(RefetchOptions)
async def refetch(options: RefetchOptions) -> list[str]:
    """Ask again for every issue from `first` to `last` that is held, keep what changed; gives the report's lines."""
    return await asked("refetch", [options.source], options, refetch_all)
