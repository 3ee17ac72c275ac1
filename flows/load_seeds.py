"""The Prefect flow of the initial load: the steps of `flows.runs.seeds` as tasks, the summary as an artifact."""

from __future__ import annotations

from pathlib import Path

from flows.runs.seeds import SeedReport, load_all
from flows.schedule.orchestration import create_markdown_artifact, flow
from flows.schedule.tasks import seed_steps


@flow(name="load-seeds", persist_result=False)
def load_seeds(home: Path, seeds: Path) -> SeedReport:
    """Load the seed documents of `seeds` into the warehouse of `home` and publish it."""
    report = load_all(home, seeds, seed_steps())
    create_markdown_artifact(report.markdown(), key="load-seeds", description="What the load of the seeds came to")
    return report
