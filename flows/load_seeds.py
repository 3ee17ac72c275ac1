"""The Prefect flow of the initial load: the steps of `flows.runs.seeds` as tasks, the summary as an artifact."""

from __future__ import annotations

from pathlib import Path

from flows.runs.seeds import SeedReport, SeedSteps, load_all
from flows.schedule.orchestration import create_markdown_artifact, flow
from flows.schedule.tasks import as_task


@flow(name="load-seeds", persist_result=False)
def load_seeds(home: Path, seeds: Path) -> SeedReport:
    """Load the seed documents of `seeds` into the warehouse of `home` and publish it."""
    report = load_all(home, seeds, seed_steps())
    create_markdown_artifact(report.markdown(), key="load-seeds", description="What the load of the seeds came to")
    return report


def seed_steps() -> SeedSteps:
    """The steps of the initial load, each a task."""
    plain = SeedSteps()
    return SeedSteps(
        read_manifest=as_task(plain.read_manifest, "read the manifest"),
        read_document=as_task(plain.read_document, "read a document"),
        load_issue=as_task(plain.load_issue, "load an issue"),
        refresh=as_task(plain.refresh, "refresh the observations"),
        check=as_task(plain.check, "check the warehouse"),
        publish=as_task(plain.publish, "publish the copy"),
    )
