"""What tests of several rooms read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.runs.seeds import load_all
from tests.once import copied, made_once
from tests.runs.issue_runs import extracting_here
from warehouse.resources import seeds_directory


@pytest.fixture(scope="session")
def seeds_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the seeds, loaded and published, for tests to copy."""
    return made_once(tmp_path_factory, "seeds", lambda home: load_all(home, seeds_directory()))


@pytest.fixture(scope="session")
def seeds_home(seeds_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a home for whoever reads alone: one for all of them."""
    return copied(seeds_once, tmp_path_factory.mktemp("seeds"))


@pytest.fixture
def here() -> Iterator[None]:
    """Runs extract in this process: each would start processes of its own."""
    with extracting_here():
        yield
