"""What tests of several rooms begin with. Rooms are imported by who asks for them: most runs are of a few tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.once import copied, made_once
from warehouse import connect
from warehouse.lake import literal


@pytest.fixture(scope="session", autouse=True)
def objects_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a test's new warehouse begins with is copied from one that was made: in a thirtieth of the time, and tests
    make hundreds. `tests/warehouse/test_publish.py` holds that objects copied so are those that `sql/` makes.
    """
    prepare = connect._prepare

    def make(folder: Path) -> None:
        with duckdb.connect(str(folder / "objects.duckdb")) as connection:
            prepare(connection, folder)

    def take(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        ((name, tables),) = connection.execute(
            "SELECT current_database(), count(*) FROM duckdb_tables() WHERE database_name = current_database()"
        ).fetchall()
        if not tables:
            file = made_once(tmp_path_factory, "objects", make) / "objects.duckdb"
            connection.execute(f"ATTACH {literal(str(file))} AS made_once (READ_ONLY)")
            connection.execute(f'COPY FROM DATABASE made_once TO "{name}"')
            connection.execute("DETACH made_once")
        prepare(connection, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connect, "_prepare", take)
        yield


@pytest.fixture(scope="session")
def seeds_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the seeds, loaded and published, for tests to copy."""
    from flows.runs.seeds import load_all
    from warehouse.resources import seeds_directory

    return made_once(tmp_path_factory, "seeds", lambda home: load_all(home, seeds_directory()))


@pytest.fixture(scope="session")
def seeds_home(seeds_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a home for whoever reads alone: one for all of them."""
    return copied(seeds_once, tmp_path_factory.mktemp("seeds"))


@pytest.fixture
def here() -> Iterator[None]:
    """Runs extract in this process: each would start processes of its own."""
    from tests.runs.issue_runs import extracting_here

    with extracting_here():
        yield
