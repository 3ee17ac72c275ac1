"""What a run over many issues came to, in lines, as a table, as an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.errors import TroubleError
from flows.issues.outcome import IssueOutcome
from flows.issues.plan import SourcePlan
from warehouse.model import IssueStatus
from warehouse.publish import PublishSummary

TOLD = 20  # issues in trouble that are told one by one
KEPT, LOST = "kept as it was", "archived records that cannot be read"
GOOD = frozenset({IssueStatus.COMPLETE, IssueStatus.NO_ISSUE, IssueStatus.NOT_YET})


@dataclass
class RunReport:
    """What a run came to. `stopped`: why it ended before its work did, for each source that did.

    `paused`: sources that were not asked, or no further, for the operator paused them. `lost`: archived records that it
    came upon and that cannot be read, by file and offset.
    """

    command: str
    plans: Sequence[SourcePlan] = ()
    outcomes: list[IssueOutcome] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    paused: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    published: PublishSummary | None = None
    findings: int = 0
    seconds: float = 0.0

    @property
    def troubles(self) -> list[IssueOutcome]:
        """Issues that are not as they should be, the drifted first."""
        bad = [outcome for outcome in self.outcomes if outcome.status not in GOOD]
        return sorted(bad, key=lambda o: (o.status is not IssueStatus.DRIFTED, o.issue.source_id, o.issue.published_on))

    @property
    def is_good(self) -> bool:
        """Whether all that was asked for is there, or is known not to exist (yet)."""
        return not self.troubles and not self.stopped and not self.lost

    def lines(self) -> list[str]:
        """The whole in a few lines."""
        summaries = [outcome.summary for outcome in self.outcomes if outcome.summary]
        found = Counter(outcome.status.value for outcome in self.outcomes)
        said = ", ".join(f"{count} {status}" for status, count in sorted(found.items())) or "nothing to do"
        settled = sum(len(plan.settled) for plan in self.plans)
        off = sum(len(plan.off_days) for plan in self.plans)
        articles, claims = sum(s.articles for s in summaries), sum(s.claims for s in summaries)
        answers, bodies = sum(o.answers for o in self.outcomes), sum(o.bodies for o in self.outcomes)
        lines = [
            f"{len(self.outcomes)} issues asked for: {said}; {settled} settled before, {off} days without an issue",
            f"{articles} articles, {claims} claims ({sum(s.changed for s in summaries)} of them new or changed); "
            f"{answers} answers archived, {bodies} of them new bodies",
        ]
        lines += self.paused
        kept = [outcome for outcome in self.outcomes if outcome.kept]
        if kept:
            lines.append(f"{len(kept)} stay as they are held, first {kept[0].issue.issue_id}: {kept[0].kept}")
        if self.published:
            lines.append(f"{self.findings} findings of the checks on them; published as {self.published.path}")
        return lines

    def require_good(self) -> RunReport:
        """The report itself. Raises TroubleError where an issue is not as it should be."""
        if self.is_good:
            return self
        found = Counter(word for _, word, _ in map(_trouble, self.troubles))
        found.update({LOST: len(self.lost)} if self.lost else {})
        said = [*(f"{count} {word}" for word, count in found.most_common()), *self.stopped]
        notes = [f"{issue_id} {word}: {why}" for issue_id, word, why in map(_trouble, self.troubles[:TOLD])]
        cure = "see `gongbao verify`" if KEPT in found or LOST in found else "run again, or see `gongbao status`"
        cure = "see `gongbao sources check`" if IssueStatus.DRIFTED.value in found else cure
        message = f"expected every issue complete, found {', '.join(said)}: {cure}"
        raise TroubleError(message, self.lines(), [*notes, *self.lost[:TOLD]])

    def markdown(self) -> str:
        """The issues as a table, for Prefect's page of the run."""
        head = ["| issue | status | articles | claims | changed | answers | why |", "|---|---|---:|---:|---:|---:|---|"]
        rows = []
        for o in self.outcomes:
            s = o.summary
            counts = f"{s.articles} | {s.claims} | {s.changed}" if s else " |  | "
            why = o.detail.replace("|", "/") if o.status is not IssueStatus.COMPLETE else ""
            rows.append(f"| {o.issue.issue_id} | {o.status.value} | {counts} | {o.answers} | {why} |")
        return "\n".join([*head, *rows, "", *self.lines(), *self.stopped])


def _trouble(outcome: IssueOutcome) -> tuple[str, str, str]:
    """The issue, a word for what is the matter with it, and why."""
    if outcome.status in GOOD:
        return outcome.issue.issue_id, KEPT, outcome.kept
    return outcome.issue.issue_id, outcome.status.value, outcome.detail
