"""What runs are tried on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.once import made_once
from tests.runs.issue_runs import DAY, backfill
from tests.sources.fake_sites.sites import press


@pytest.fixture
def two_days(here: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two issues of a paper, for tests to copy."""

    def make(home: Path) -> None:
        with press("rmrb", pages=2) as running:
            backfill(home, "rmrb", running.origin("rmrb"), DAY, DAY + dt.timedelta(days=1))

    return made_once(tmp_path_factory, "two-days", make)
