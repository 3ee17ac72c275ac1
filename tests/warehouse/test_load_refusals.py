"""What cannot be opened or written: one line that says what, where and what to do; nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest

from warehouse.connect import PUBLISHED_FILE, SCHEMA_VERSION, WRITER_FILE, open_reader, open_writer
from warehouse.definitions import column_comments
from warehouse.errors import (
    CorruptError,
    HomeError,
    LockedError,
    VersionError,
    WarehouseError,
)
from warehouse.publish import publish

TOP = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(TOP)}

HOLDER = """
import sys
from pathlib import Path
from warehouse.connect import open_writer
with open_writer(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""

FULL_DISK = """
import resource, sys
from pathlib import Path
from tests.generators import claims
from warehouse.connect import open_writer
from warehouse.errors import DiskFullError
home = Path(sys.argv[1])
row = {"source": "rmrb", "published_on": "2025-08-01", "unit": "个", "indicator": "灯塔车间"}
size = max(file.stat().st_size for file in home.iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100_000, resource.RLIM_INFINITY))
try:
    with open_writer(home) as connection:
        claims.load(connection, [{**row, "quote": f"{n}个", "value": n} for n in range(1, 20_000)])
except DiskFullError as error:
    print(error)
"""

FORBIDDEN = """
import os, sys
from pathlib import Path
from warehouse.connect import open_writer
from warehouse.errors import WarehouseError
if os.geteuid() == 0:
    os.seteuid(65534)  # nothing is forbidden to root
try:
    with open_writer(Path(sys.argv[1])):
        pass
except WarehouseError as error:
    print(type(error).__name__, error)
"""


def refused(error: pytest.ExceptionInfo[WarehouseError], *said: str) -> None:
    line = str(error.value)
    assert "\n" not in line and len(line) < 500
    for part in said:
        assert part in line


def test_a_second_writing_process_is_told_who_writes(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=TOP, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None and holder.stdout.readline() == b"open\n"
        with pytest.raises(LockedError) as error, open_writer(tmp_path):
            pass
        refused(error, str(tmp_path / WRITER_FILE), f"process {holder.pid}", "wait until it ends")
    with open_writer(tmp_path) as connection:
        assert connection.execute("SELECT count(*) FROM issue").fetchall() == [(0,)]


@pytest.mark.parametrize(
    "content", [b"not a database at all\n" * 400, b"\0" * 9000, b"x"], ids=["text", "zeros", "short"]
)
def test_bytes_that_are_no_database_are_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    for name, opened, cure in (
        (WRITER_FILE, open_writer, "move the file away and run `gongbao rebuild`"),
        (PUBLISHED_FILE, open_reader, "run `gongbao publish`"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CorruptError) as error, opened(tmp_path):
            pass
        refused(error, str(tmp_path / name), cure)
        assert (tmp_path / name).read_bytes() == content


def test_a_database_cut_or_scratched_is_corrupt(tmp_path: Path) -> None:
    with open_writer(tmp_path):
        pass
    whole = (tmp_path / WRITER_FILE).read_bytes()
    scratched = bytearray(whole)
    scratched[8192:9192] = b"\xff" * 1000
    for content in (whole[: len(whole) // 3], bytes(scratched)):
        (tmp_path / WRITER_FILE).write_bytes(content)
        with pytest.raises(CorruptError) as error, open_writer(tmp_path):
            pass
        refused(error, str(tmp_path / WRITER_FILE))


@pytest.mark.parametrize(("version", "cure"), [(SCHEMA_VERSION + 1, "upgrade gongbao"), (0, "gongbao rebuild")])
def test_another_schema_version_is_refused(tmp_path: Path, version: int, cure: str) -> None:
    with open_writer(tmp_path) as connection:
        connection.execute("UPDATE warehouse_state SET value = ? WHERE name = 'schema_version'", [str(version)])
    with pytest.raises(VersionError) as error, open_writer(tmp_path):
        pass
    refused(error, f"expected schema version {SCHEMA_VERSION}", f"found {version}", cure)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / WRITER_FILE)) as other:
        other.execute("CREATE TABLE mine AS SELECT 1 AS one")
    with pytest.raises(VersionError) as error, open_writer(tmp_path):
        pass
    refused(error, "gongbao did not make")
    with duckdb.connect(str(tmp_path / WRITER_FILE)) as other:
        assert other.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("mine",)]


@pytest.mark.parametrize("beside", [PUBLISHED_FILE, "archive/gongbao-1.warc.gz", "archive/gongbao-1.warc.gz.open"])
def test_a_warehouse_that_has_vanished_is_not_replaced_by_an_empty_one(tmp_path: Path, beside: str) -> None:
    (tmp_path / beside).parent.mkdir(exist_ok=True)
    (tmp_path / beside).write_bytes(b"what tells of it")
    with pytest.raises(HomeError) as error, open_writer(tmp_path):
        pass
    refused(error, str(tmp_path / WRITER_FILE), beside, "found none: run `gongbao rebuild`")
    assert not (tmp_path / WRITER_FILE).exists()
    duckdb.connect(str(tmp_path / WRITER_FILE)).close()  # a database without a table
    with pytest.raises(CorruptError) as emptied, open_writer(tmp_path):
        pass
    refused(emptied, beside, "found an empty one", "gongbao rebuild")


def test_an_archive_without_a_file_tells_of_no_warehouse(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    with open_writer(tmp_path) as connection:
        assert connection.execute("SELECT count(*) FROM issue").fetchall() == [(0,)]


def test_a_home_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    for home in (tmp_path / "home", tmp_path / "home" / "below"):
        with pytest.raises(HomeError) as error, open_writer(home):
            pass
        refused(error, str(home), "GONGBAO_HOME")
    (tmp_path / WRITER_FILE).mkdir()
    with pytest.raises(HomeError, match="found a folder"), open_writer(tmp_path):
        pass


def test_a_home_that_cannot_be_written_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        for home in (Path(folder), Path(folder) / "below"):
            child = subprocess.run(
                [sys.executable, "-c", FORBIDDEN, str(home)],
                cwd=TOP,
                env=ENVIRONMENT,
                capture_output=True,
                check=True,
                text=True,
            )
            assert child.stdout.startswith("HomeError ") and str(home) in child.stdout
            assert child.stdout.count("\n") == 1 and "GONGBAO_HOME" in child.stdout


def test_nothing_published_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(HomeError) as error, open_reader(tmp_path):
        pass
    refused(error, str(tmp_path / PUBLISHED_FILE), "gongbao init")


def by_words(program: str, home: Path) -> subprocess.CompletedProcess[str]:
    """What a program given by `python -c` prints of a home."""
    command = [sys.executable, "-c", program, str(home)]
    return subprocess.run(command, cwd=TOP, env=ENVIRONMENT, capture_output=True, check=False, text=True)


@pytest.mark.parametrize("opener", ["open_writer", "open_reader"])
def test_nothing_but_rows_is_printed_by_a_program_in_words(tmp_path: Path, opener: str) -> None:
    """By `python -c` DuckDB 1.5.5 would print a bar: findings/duckdb_progress_bar_in_python_c.sh."""
    with open_writer(tmp_path):
        pass
    publish(tmp_path)
    asked = f"""
import sys
from pathlib import Path
from warehouse.connect import {opener}
with {opener}(Path(sys.argv[1])) as connection:
    print(connection.execute("SELECT current_setting('enable_progress_bar')").fetchone())
"""
    told = by_words(asked, tmp_path)
    assert (told.stdout, told.stderr) == ("(False,)\n", "")


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    with open_writer(tmp_path) as connection:
        connection.execute("INSERT INTO source (source_id) VALUES ('rmrb')")
    child = by_words(FULL_DISK, tmp_path)
    assert child.stderr == ""
    assert child.stdout.startswith(f"no room left to write {tmp_path / WRITER_FILE}: free some space")
    assert child.stdout.count("\n") == 1
    with open_writer(tmp_path) as connection:
        assert connection.execute("SELECT source_id FROM source").fetchall() == [("rmrb",)]
        assert connection.execute("SELECT (SELECT count(*) FROM claim), (SELECT count(*) FROM issue)").fetchall() == [
            (0, 0)
        ]


def test_views_and_comments_of_older_code_are_made_anew(tmp_path: Path) -> None:
    with open_writer(tmp_path) as connection:
        connection.execute("CREATE OR REPLACE VIEW latest_values AS SELECT 1 AS old")
        connection.execute("COMMENT ON COLUMN claim.value IS 'as it was said'")
        connection.execute("UPDATE warehouse_state SET value = 'older' WHERE name = 'definitions'")
    with open_writer(tmp_path) as connection:
        assert "sentence" in [column[0] for column in connection.execute("FROM latest_values").description or ()]
        comment = "SELECT comment FROM duckdb_columns() WHERE (table_name, column_name) = ('claim', 'value')"
        assert connection.execute(comment).fetchall() == [(column_comments("tables", "claim")["value"],)]
