"""The Prefect flow that reads the archive again: the report is an artifact before the copy is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flows.cli.output import print_lines
from flows.home import writable_home
from flows.runs.reextract import reextract_and_publish
from flows.schedule.hooks import HOOKS
from flows.schedule.orchestration import acreate_markdown_artifact, flow


@flow(name="reextract", persist_result=False, **HOOKS)
async def reextract(
    sources: list[str] | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    workers: int | None = None,
    accept_drift: bool = False,
    publish: bool = True,
) -> list[str]:
    """Read archived issues again, tell what changed, publish; gives the report's last lines."""

    async def tell(changes: Sequence[str]) -> None:
        print_lines(changes)
        told = "\n".join(["```", *changes, "```"])
        await acreate_markdown_artifact(told, key="reextract", description="Claims gained, lost, changed")

    report = await reextract_and_publish(
        writable_home(),
        sources or (),
        first=first,
        last=last,
        workers=workers,
        accept_drift=accept_drift,
        publish=publish,
        tell=tell,
    )
    return report.require_good().lines()
