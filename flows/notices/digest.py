"""What of a run's report should be heard of: issues in trouble, healed gaps, revisions, new findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from flows.errors import FlowError
from flows.notices.message import Digest, notice_of
from flows.notices.send import tell
from flows.runs.report import GOOD, RunReport
from flows.settings import Notices, read_settings, shown
from warehouse.errors import WarehouseError
from warehouse.model import IssueStatus
from warehouse.read import ask

BROKEN = frozenset({*IssueStatus} - GOOD)  # an issue that was so and is complete now is healed


async def tell_of_run(home: Path, flow: str, sources: Sequence[str], report: RunReport, since: dt.datetime) -> None:
    """Send the one message of a run that did its work, where there is something to say."""
    wanted = read_settings(home).notices
    if wanted.to:
        await tell(notice_of(digest_of(home, " ".join([flow, *sources]), report, since, wanted), wanted), wanted)


async def tell_of_failure(home: Path, about: str, message: str) -> None:
    """Send the one message of a run that ended before its work did. No error of it reaches the run."""
    try:
        wanted = read_settings(home).notices
    except FlowError:  # the run's own message says so
        return
    digest = Digest(about)
    digest.add("failure", message)
    await tell(notice_of(digest, wanted), wanted)


def digest_of(home: Path, about: str, report: RunReport, since: dt.datetime, wanted: Notices) -> Digest:
    """The report as lines by kind. `since`: when the run began, for what its checks found."""
    digest = Digest(about)
    for outcome in report.troubles:
        drifted = outcome.status is IssueStatus.DRIFTED
        state = "" if drifted or outcome.status is IssueStatus.FAILED else f"{outcome.status.value}: "
        digest.add("drift" if drifted else "failure", f"{outcome.issue.issue_id}: {state}{outcome.detail}")
    for line in [*report.stopped, *report.lost]:
        digest.add("failure", line)
    before = {row.issue_id: row.status for plan in report.plans for row in plan.held}
    for outcome in report.outcomes:
        was = before.get(outcome.issue.issue_id)
        if outcome.status is IssueStatus.COMPLETE and was is not None and was in BROKEN:
            digest.add("healed", f"{outcome.issue.issue_id} ({was})")
    if report.published:
        _add_what_the_copy_says(home, digest, since, wanted)
    return digest


def _add_what_the_copy_says(home: Path, digest: Digest, since: dt.datetime, wanted: Notices) -> None:
    try:
        found, revised = ask.findings_since(home, since).rows, ask.revisions_since(home, since).rows
    except WarehouseError as error:  # the copy was replaced meanwhile, or cannot be read: the run has said its part
        digest.add("failure", str(error))
        return
    for article_id, what, title, indicator, old, new, unit in revised:
        figures = f"{indicator} {shown(old)} -> {shown(new)} {unit}" if indicator else title
        digest.add("revision", f"{article_id} {what}: {figures}")
    for severity, rule, subject_id, reason in found:
        if severity == "error" or wanted.findings == "warning":
            digest.add("finding", f"{severity} {rule} {subject_id}: {reason}")
