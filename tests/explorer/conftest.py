"""One service over a copy of the seeds, for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.runs.seeds import load_all
from tests.explorer.service import Service, serving
from warehouse.resources import seeds_directory


@pytest.fixture(scope="session")
def seeds_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    load_all(home, seeds_directory())
    return home


@pytest.fixture(scope="session")
def service(seeds_home: Path) -> Iterator[Service]:
    with serving(seeds_home) as running:
        yield running
