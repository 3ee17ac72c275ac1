"""For tests of many short runs."""

from __future__ import annotations

import pytest

from tests.runs.issue_runs import HerePool


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs extract in this process: each would start processes of its own."""
    for module in ("runs.issues", "runs.rebuild", "issues.extractors"):
        monkeypatch.setattr(f"flows.{module}.ExtractionPool", HerePool)
