"""An issue to work on, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.fetch.model import SourcePolicy
from flows.sources.declaration import Source
from flows.sources.protocol import Listed
from warehouse.load.ledger import LedgerRow
from warehouse.load.load import LoadSummary
from warehouse.model import Issue, IssueStatus, StoredResponse


@dataclass(frozen=True, slots=True)
class IssueOutcome:
    """What became of an issue. `summary` is None where nothing was loaded; `offline`: the site was out of reach.

    `kept`: why this reading did not take the place of what is held, empty where it did; `listing`: all that lists of
    releases named.
    """

    issue: Issue
    status: IssueStatus
    detail: str
    is_settled: bool
    answers: int = 0
    bodies: int = 0
    seconds: float = 0.0
    offline: bool = False
    summary: LoadSummary | None = None
    kept: str = ""
    listing: tuple[Listed, ...] = field(default=(), repr=False)


@dataclass
class Assignment:
    """An issue to work on: its source, how that may be asked, what the ledger and the archive hold of it."""

    source: Source
    policy: SourcePolicy
    issue: Issue
    held: LedgerRow | None = None
    earlier: Sequence[StoredResponse] = field(default=(), repr=False)
    accepted: frozenset[str] = frozenset()
