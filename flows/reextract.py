"""The Prefect flow that reads the archive again: the report is an artifact before the copy is published."""

from __future__ import annotations

import datetime as dt

from flows.home import writable_home
from flows.issues.writer import SharedWriter
from flows.notices import failure_hook
from flows.orchestration import acreate_markdown_artifact, flow
from flows.runs.issues import publish_now
from flows.runs.reextract import reextract_all


@flow(name="reextract", persist_result=False, on_failure=[failure_hook], on_crashed=[failure_hook])
async def reextract(
    sources: list[str] | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    workers: int | None = None,
    accept_drift: bool = False,
    publish: bool = True,
) -> list[str]:
    """Read archived issues again and load what differs; gives the report's lines."""
    home = writable_home()
    report = await reextract_all(
        home, sources or (), first=first, last=last, workers=workers, accept_drift=accept_drift
    )
    told = "\n".join(["```", *report.lines(), "```"])
    await acreate_markdown_artifact(told, key="reextract", description="Claims gained, lost, changed")
    if publish:
        writer = SharedWriter(home)
        try:
            report.published, report.findings = await publish_now(writer, home)
        finally:
            await writer.close()
    return report.require_good().lines()
