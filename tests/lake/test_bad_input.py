"""What a lake is met with on bad days: one line that says what to do, nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import datetime as dt
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.errors import InputError
from flows.runs.backup import backup
from flows.settings import read_settings
from tests import postgres
from tests.disks import fill, mounted
from tests.lake.test_many_writers import database, loader
from tests.lake.test_store import apart, newest
from tests.runs.issue_runs import DAY, content, ingest
from tests.soak import runs
from tests.sources.fake_sites.sites import press
from warehouse import store, upkeep
from warehouse.connect import SCHEMA_VERSION, open_writer
from warehouse.errors import (
    CorruptError,
    DiskFullError,
    HomeError,
    LockedError,
    UnreachableError,
    VersionError,
    WarehouseError,
)

pytestmark = pytest.mark.usefixtures("here")
ISSUES = 4


def refused(home: Path, kind: type[WarehouseError], *said: str) -> None:
    with pytest.raises(kind) as error, open_writer(home):
        raise AssertionError("expected to be refused")
    line = str(error.value)
    assert "\n" not in line
    for words in said:
        assert words in line, line


def test_a_catalogue_of_a_newer_ducklake_is_left_alone(shared: Path, server: postgres.Server) -> None:
    with open_writer(shared):
        pass
    newer = "UPDATE gongbao_lake.ducklake_metadata SET value = '{}' WHERE key = 'version'"
    server.rows(newer.format("99.0"), database(shared))
    refused(shared, VersionError, "is of another DuckLake: upgrade gongbao")
    server.rows(newer.format("1.0"), database(shared))
    with open_writer(shared) as connection:
        assert connection.execute("SELECT count(*) FROM issue").fetchall() == [(0,)]


def test_a_lake_of_a_newer_gongbao_is_left_alone(lake_home: Path) -> None:
    with open_writer(lake_home) as connection:
        connection.execute(f"UPDATE warehouse_state SET value = '{SCHEMA_VERSION + 1}' WHERE name = 'schema_version'")
    refused(lake_home, VersionError, f"expected schema version {SCHEMA_VERSION} in the lake", "upgrade gongbao")


def test_a_catalogue_that_is_none(tmp_path: Path) -> None:
    store.choose(tmp_path, store.Store("catalogue.ducklake"))
    (tmp_path / "catalogue.ducklake").write_bytes(b"no database" * 2000)
    refused(tmp_path, CorruptError, "expected a catalogue of DuckLake at the lake", "catalogue.ducklake")


def test_a_file_as_catalogue_has_one_writer(tmp_path: Path) -> None:
    store.choose(tmp_path, store.Store("catalogue.ducklake"))
    with open_writer(tmp_path):
        script = (
            "import sys; from pathlib import Path; from warehouse import store\n"
            "from warehouse.connect import open_writer; home = Path(sys.argv[1])\n"
            "store.choose(home, store.Store('catalogue.ducklake'))\n"
            "with open_writer(home): pass\n"
        )
        command = [runs.words()[0], "-c", script, str(tmp_path)]
        said = subprocess.run(command, cwd=runs.TOP, capture_output=True, text=True).stderr
    assert f"{LockedError.__name__}: the lake" in said.splitlines()[-1] and "wait until it ends" in said


def test_no_server_and_no_database_there(server: postgres.Server, tmp_path: Path) -> None:
    where = {
        f"postgresql://gongbao:hidden@127.0.0.1:{postgres.free_port()}/gongbao": (UnreachableError, "does not answer"),
        server.address("nowhere"): (WarehouseError, 'refuses (database "nowhere" does not exist): mend the address'),
    }
    for number, (address, (kind, said)) in enumerate(where.items()):
        home = tmp_path / str(number)
        store.choose(home, store.Store(address))
        with pytest.raises(kind) as error, open_writer(home):
            pass
        assert said in str(error.value) and "hidden" not in str(error.value)


def test_other_data_than_the_catalogue_knows(shared: Path) -> None:
    with open_writer(shared):
        pass
    store.choose(shared, store.Store(store.of(shared).catalogue, "elsewhere"))
    refused(shared, HomeError, "expected the data of the lake", "found another setting")


def test_postgresql_gone_in_mid_load_costs_no_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    binaries = postgres.programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: `apt-get install postgresql`")
    home = tmp_path / "lake"
    with postgres.running(binaries) as server, press("rmrb", pages=2, per_page=2) as running:
        address = server.database("gongbao")
        monkeypatch.setenv("GONGBAO_STORE", f"ducklake:{address}")
        store.choose(home, store.Store(address))
        first = loader(home, running.origin("rmrb"), ISSUES)
        until = time.monotonic() + 300
        while not list((home / "archive").glob("*.warc.gz*")):
            assert time.monotonic() < until and first.poll() is None, first.communicate()
            time.sleep(0.02)
        server.stop()
        out, err = first.communicate(timeout=600)
        assert first.returncode == 1, (out, err)
        (said,) = [line for line in err.splitlines() if line.startswith("gongbao: ")]
        assert "PostgreSQL of the lake" in said and "does not answer: start it, and run again" in said
        assert "Traceback" not in err
        server.start()
        out, err = loader(home, running.origin("rmrb"), ISSUES).communicate(timeout=600)
        assert "Traceback" not in err
        assert apart(runs.content(home), runs.undisturbed(tmp_path / "one", ISSUES, 1, pages=2, per_page=2)) == {}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", 24 << 20) as mount:
        yield mount


def test_a_disk_full_at_compaction_changes_nothing(shared: Path, small_disk: Path) -> None:
    store.choose(shared, store.Store(store.of(shared).catalogue, str(small_disk / "rows")))
    with press("rmrb", pages=2, per_page=2) as running:
        for day in (DAY, DAY + dt.timedelta(days=1)):  # two files of a table, which are to become one
            ingest(shared, "rmrb", running.origin("rmrb"), day)
    before = content(shared)
    ballast = fill(small_disk)
    with pytest.raises(DiskFullError) as error:
        upkeep.compact(shared, kept=dt.timedelta(0))
    assert "free some space and run again; nothing of this step was kept" in str(error.value)
    assert apart(content(shared), before) == {} and upkeep.problems(shared) == []
    ballast.unlink()
    upkeep.compact(shared, kept=dt.timedelta(0))
    assert apart(content(shared), before) == {} and upkeep.problems(shared) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "STORE",
            "ducklake:mysql://host/db",
            "expected ducklake:postgres://user@host:port/database or ducklake:<file>",
        ),
        ("STORE", "warehouse.duckdb", "expected ducklake:postgres://"),
        ("STORE_DATA", "gs://bucket/path", "expected a folder or s3://bucket/path for store_data"),
    ],
)
def test_a_store_that_is_none(
    name: str, value: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"GONGBAO_{name}", value)
    with pytest.raises(InputError) as error:
        read_settings(tmp_path)
    assert expected in str(error.value) and "\n" not in str(error.value)


def test_the_settings_choose_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_settings(tmp_path)
    assert store.of(tmp_path) == store.NATIVE
    for name, value in (("STORE", "ducklake:cat.ducklake"), ("STORE_DATA", "s3://b/p"), ("STORE_KEY_ID", "k")):
        monkeypatch.setenv(f"GONGBAO_{name}", value)
    found = read_settings(tmp_path)
    assert store.of(tmp_path) == store.Store("cat.ducklake", "s3://b/p", store.Access(key_id="k"))
    assert "cat.ducklake" not in repr(found), "an address may hold a password"


def test_without_a_lake_no_extension_and_no_client_is_loaded(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from warehouse.connect import open_writer, transaction\n"
        "with open_writer(Path(sys.argv[1])) as connection, transaction(connection): pass\n"
        "print([name for name in sys.modules if name.startswith(('asyncpg', 'asyncio', 'duckdb_extension'))])\n"
    )
    command = [runs.words()[0], "-c", script, str(tmp_path)]
    assert subprocess.run(command, cwd=runs.TOP, capture_output=True, text=True).stdout == "[]\n"


def test_a_lake_s_file_that_is_gone_is_named(lake_home: Path) -> None:
    with open_writer(lake_home) as connection:
        connection.execute("INSERT INTO source (source_id) VALUES ('rmrb')")
    file = newest(lake_home)
    file.unlink()
    with pytest.raises(CorruptError) as error, open_writer(lake_home) as connection:
        connection.execute("FROM source").fetchall()
    assert "names a file that is not whole: `gongbao verify`" in str(error.value)
    assert isinstance(error.value.__cause__, duckdb.Error)


def test_a_lake_is_backed_up_with_its_server_s_own_means(tmp_path: Path) -> None:
    store.choose(tmp_path / "home", store.Store("catalogue.ducklake"))
    with pytest.raises(InputError, match="found a lake: keep its archive, from which `gongbao rebuild` makes all rows"):
        asyncio.run(backup(tmp_path / "home", tmp_path / "to"))
