"""A PostgreSQL for the lakes of these tests, each in a database of its own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from warehouse import store

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    binaries = postgres.programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: `apt-get install postgresql`")
    with postgres.running(binaries) as running:
        yield running


@pytest.fixture
def shared(server: postgres.Server, tmp_path: Path) -> Path:
    """A home whose tables lie in a lake with a catalogue in PostgreSQL."""
    home = tmp_path / "shared"
    store.choose(home, store.Store(server.database(f"lake{next(NUMBERS)}")))
    return home


@pytest.fixture(params=["file", "postgres"])
def lake_home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A home with a lake, of either catalogue."""
    if request.param == "postgres":
        return Path(request.getfixturevalue("shared"))
    home = tmp_path / "lake"
    store.choose(home, store.Store("catalogue.ducklake"))
    return home
