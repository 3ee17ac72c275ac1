"""The Prefect flow that reads the archive again: the report is an artifact before the copy is published."""

from __future__ import annotations

from collections.abc import Sequence

from flows.home import writable_home
from flows.runs.options import ReextractOptions, with_parameters
from flows.runs.progress import print_lines
from flows.runs.reextract import reextract_and_publish
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import acreate_markdown_artifact, flow


@flow(name="reextract", persist_result=False, **HOOKS)
@with_parameters(ReextractOptions)
async def reextract(options: ReextractOptions) -> list[str]:
    """Read archived issues again, tell what changed, publish; gives the report's last lines."""

    async def tell(changes: Sequence[str]) -> None:
        print_lines(changes)
        told = "\n".join(["```", *changes, "```"])
        await acreate_markdown_artifact(told, key="reextract", description="Claims gained, lost, changed")

    report = await reextract_and_publish(writable_home(), options, tell=tell)
    return report.require_good().lines()
