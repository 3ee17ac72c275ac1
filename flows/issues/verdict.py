"""What is said of an issue that was looked for, and why."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.model import IssueStatus


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and why. `settled` false: ask again later, more may come (pages are added through the morning)."""

    status: IssueStatus
    reason: str
    settled: bool = True
