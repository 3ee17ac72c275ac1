"""What tests of several rooms read."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.runs.seeds import load_all
from warehouse.resources import seeds_directory


@pytest.fixture(scope="session")
def seeds_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the seeds, loaded and published. For whoever reads alone: it is loaded once for all of them."""
    home = tmp_path_factory.mktemp("seeds")
    load_all(home, seeds_directory())
    return home
