"""The Prefect flow of a backfill: `flows.runs.backfill` with a task an issue, the summary as an artifact."""

from __future__ import annotations

from flows.runs.backfill import backfill_all
from flows.runs.options import BackfillOptions, with_parameters
from flows.schedule.asking import asked
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import flow


@flow(name="backfill", persist_result=False, **HOOKS)
@with_parameters(BackfillOptions)
async def backfill(options: BackfillOptions) -> list[str]:
    """Fetch and load every issue from `first` to `last` that the ledger does not settle; gives the report's lines."""
    return await asked("backfill", [options.source], options, backfill_all)
