"""One service over a copy of the seeds, for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.explorer.service import Service, serving


@pytest.fixture(scope="session")
def service(seeds_home: Path) -> Iterator[Service]:
    with serving(seeds_home) as running:
        yield running
