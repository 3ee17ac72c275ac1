"""The Prefect flow of the daily issues: `flows.runs.ingest` with a task an issue, the summary as an artifact."""

from __future__ import annotations

from flows.runs.ingest import ingest_all
from flows.runs.options import IngestOptions, with_parameters
from flows.schedule.asking import asked
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import flow


@flow(name="ingest", persist_result=False, **HOOKS)
@with_parameters(IngestOptions)
async def ingest(options: IngestOptions) -> list[str]:
    """Fetch and load what the ledger lacks of a day (today in China) and those before it; gives the report's lines."""
    return await asked("ingest", options.sources, options, ingest_all)
