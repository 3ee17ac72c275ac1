"""Laws of publishing: readers see the last good copy, whole; a broken warehouse is not published."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.generators import claims
from warehouse import copies, publish
from warehouse.connect import PUBLISHED_FILE, WRITER_FILE, open_reader, open_writer
from warehouse.definitions import define_all
from warehouse.errors import DiskFullError, HomeError, LockedError, PublishError
from warehouse.load.load import SourceRow, record_sources
from warehouse.series import observe

TOP = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(TOP)}
ROW: dict[str, Any] = {
    "source": "rmrb",
    "published_on": "2025-08-01",
    "quote": "41个",
    "value": 41,
    "indicator": "灯塔车间",
}

PUBLISHER = """
import sys
from pathlib import Path
from warehouse.publish import publish
print("publishing", flush=True)
publish(Path(sys.argv[1]))
print("published", flush=True)
"""

READER = """
import sys
from pathlib import Path
from warehouse.connect import open_reader
with open_reader(Path(sys.argv[1])) as connection:
    for line in sys.stdin:
        print(connection.execute("SELECT max(value)::INTEGER FROM claims").fetchone()[0], flush=True)
"""


def load(home: Path, **said: Any) -> None:
    with open_writer(home) as connection:
        claims.load(connection, [{**ROW, **said}])
        observe.refresh(connection)


def objects(path: Path) -> dict[str, list[Any]]:
    """All that a file has beside rows, as DuckDB tells it: texts by their words, for it writes sets in any order."""
    asked = {
        "tables": "table_name, comment, sql FROM duckdb_tables()",
        "columns": "table_name, column_name, column_index, data_type, column_default, comment FROM duckdb_columns()",
        "views": "view_name, comment, sql FROM duckdb_views()",
        "macros": "function_name, parameters, macro_definition, comment FROM duckdb_functions()",
    }
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            what: [
                (row[0], sorted(re.findall(r"\w+", repr(row))))
                for row in connection.execute(f"SELECT {query} WHERE NOT internal ORDER BY ALL").fetchall()
            ]
            for what, query in asked.items()
        }


def read(home: Path) -> list[Any]:
    with open_reader(home) as connection:
        return [row[0] for row in connection.execute("SELECT value::INTEGER FROM trend('灯塔车间')").fetchall()]


def files(home: Path) -> set[str]:
    return {file.name for file in home.iterdir()}


def test_the_copy_has_every_object_with_its_comments(tmp_path: Path) -> None:
    load(tmp_path)
    publish.publish(tmp_path)
    with duckdb.connect(str(tmp_path / "made.duckdb")) as connection:
        define_all(connection)
    assert objects(tmp_path / PUBLISHED_FILE) == objects(tmp_path / "made.duckdb")


def test_a_reader_gets_the_whole_copy(tmp_path: Path) -> None:
    load(tmp_path)
    summary = publish.publish(tmp_path)
    assert (summary.path, summary.rows["claim"], summary.rows["observation"]) == (tmp_path / PUBLISHED_FILE, 1, 1)
    assert summary.size == (tmp_path / PUBLISHED_FILE).stat().st_size
    assert read(tmp_path) == [41]
    assert files(tmp_path) == {WRITER_FILE, PUBLISHED_FILE}


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    load(tmp_path)
    publish.publish(tmp_path)
    with open_reader(tmp_path) as connection, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        connection.execute("DELETE FROM claim")


def test_a_reader_of_the_old_copy_is_not_disturbed(tmp_path: Path) -> None:
    load(tmp_path)
    publish.publish(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(tmp_path)],
        cwd=TOP, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as reader:  # fmt: skip
        assert reader.stdin is not None and reader.stdout is not None

        def ask() -> str:
            print("again", file=reader.stdin, flush=True)
            return reader.stdout.readline().strip() if reader.stdout else ""

        assert ask() == "41"
        load(tmp_path, quote="42个", value=42, published_on="2025-08-02")
        publish.publish(tmp_path)
        assert ask() == "41"
        reader.stdin.close()
    assert read(tmp_path) == [41, 42]


def test_a_reader_of_the_same_process_may_come_while_the_copy_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tmp_path)
    publish.publish(tmp_path)
    compare, answers = copies._state, list[Any]()

    def compare_beside_a_reader(home: Path) -> dict[str, str]:
        with open_reader(home) as reader:
            answers.append(reader.execute("SELECT count(*) FROM claim").fetchone())
            return compare(home)

    monkeypatch.setattr(copies, "_state", compare_beside_a_reader)
    publish.check_and_publish(tmp_path, whole=False)
    assert len(answers) >= 2, "the warehouse and the copy are compared before the checks and before the copy is made"
    assert set(answers) == {(1,)}


def test_a_broken_warehouse_is_not_published(tmp_path: Path) -> None:
    load(tmp_path)
    publish.publish(tmp_path)
    load(tmp_path, quote="42个", value=42, published_on="2025-08-02")
    with open_writer(tmp_path) as connection:
        connection.execute("INSERT INTO claim SELECT * FROM claim LIMIT 1")
    with pytest.raises(PublishError, match="keys_unique at claim rmrb-2025-08-0") as error:
        publish.publish(tmp_path, whole=True)
    assert "\n" not in str(error.value)
    assert read(tmp_path) == [41]
    assert files(tmp_path) == {WRITER_FILE, PUBLISHED_FILE}


def test_a_copy_that_differs_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path)
    publish.publish(tmp_path)
    load(tmp_path, quote="42个", value=42, published_on="2025-08-02")
    copied = copies.copy_whole

    def torn(connection: duckdb.DuckDBPyConnection, target: Path, word: str) -> None:
        copied(connection, target, word)
        os.truncate(target, target.stat().st_size // 2)

    def stale(connection: duckdb.DuckDBPyConnection, target: Path, word: str) -> None:
        target.write_bytes((tmp_path / PUBLISHED_FILE).read_bytes())

    for wrong in (torn, stale):
        monkeypatch.setattr(copies, "copy_whole", wrong)
        with pytest.raises(PublishError, match="nothing was published"):
            publish.publish(tmp_path, whole=True)
        assert files(tmp_path) == {WRITER_FILE, PUBLISHED_FILE}
    assert read(tmp_path) == [41]


def test_a_copy_without_what_the_last_one_held_needs_a_word(tmp_path: Path) -> None:
    load(tmp_path)
    load(tmp_path, quote="42个", value=42, published_on="2025-08-02")
    with open_writer(tmp_path) as connection:
        record_sources(connection, [SourceRow(name, "报", "A paper", "paper") for name in ("rmrb", "gmrb")])
    publish.publish(tmp_path)
    held = (tmp_path / PUBLISHED_FILE).rename(tmp_path / "held")
    (tmp_path / WRITER_FILE).unlink()
    load(tmp_path)  # a warehouse of the first day only
    held.rename(tmp_path / PUBLISHED_FILE)
    with pytest.raises(PublishError, match="nothing was published") as error:
        publish.publish(tmp_path)
    line = str(error.value)
    for said in ("2 sources fewer (gmrb, rmrb)", "1 issues fewer (rmrb-2025-08-02)", "1 claims instead of 2"):
        assert said in line
    assert "--accept-loss" in line and "gongbao rebuild" in line and "\n" not in line
    assert read(tmp_path) == [41, 42] and files(tmp_path) == {WRITER_FILE, PUBLISHED_FILE}
    publish.publish(tmp_path, accept_loss=True)
    assert read(tmp_path) == [41]
    publish.publish(tmp_path)  # the loss is accepted once: that copy is the last one now


def test_more_than_a_tenth_of_the_claims_is_a_loss_and_less_is_none(tmp_path: Path) -> None:
    def hold(count: int) -> None:
        made = [{**ROW, "quote": f"{number}个", "value": number} for number in range(1, count + 1)]
        with open_writer(tmp_path) as connection:
            claims.load(connection, made)
            observe.refresh(connection)

    hold(20)
    publish.publish(tmp_path)
    hold(17)
    with pytest.raises(PublishError, match="17 claims instead of 20"):
        publish.publish(tmp_path)
    hold(18)
    assert publish.publish(tmp_path).rows["claim"] == 18


def test_a_copy_that_cannot_be_read_stands_in_no_way(tmp_path: Path) -> None:
    load(tmp_path)
    publish.publish(tmp_path)
    (tmp_path / PUBLISHED_FILE).write_bytes(b"no database" * 1000)
    publish.publish(tmp_path)
    assert read(tmp_path) == [41]


def test_a_full_disk_leaves_the_last_good_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path)
    publish.publish(tmp_path)

    def full(connection: duckdb.DuckDBPyConnection, target: Path, word: str) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "copy_whole", full)
    with pytest.raises(DiskFullError, match="free some space"):
        publish.publish(tmp_path, whole=True)
    assert files(tmp_path) == {WRITER_FILE, PUBLISHED_FILE}
    assert read(tmp_path) == [41]


def test_nothing_to_publish_is_said_and_nothing_made(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="gongbao init"):
        publish.publish(tmp_path)
    assert files(tmp_path) == set()


def test_a_writer_in_another_process_is_waited_for(tmp_path: Path) -> None:
    load(tmp_path)
    holder = "import sys; from pathlib import Path; from warehouse.connect import open_writer\n"
    holder += "with open_writer(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path)],
        cwd=TOP,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None and child.stdout.readline() == b"open\n"
        with pytest.raises(LockedError):
            publish.publish(tmp_path)
    assert files(tmp_path) == {WRITER_FILE}


def test_killed_while_publishing_readers_keep_a_good_copy_and_the_next_run_cleans_up(tmp_path: Path) -> None:
    load(tmp_path)
    publish.publish(tmp_path)
    for round_, delay in enumerate((0.02, 0.06, 0.1, 0.14), 2):
        load(tmp_path, quote=f"{40 + round_}个", value=40 + round_, published_on=f"2025-08-{round_:02}")
        with subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, str(tmp_path)], cwd=TOP, env=ENVIRONMENT, stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None and child.stdout.readline() == b"publishing\n"
            time.sleep(delay)
            child.send_signal(signal.SIGKILL)
        seen = read(tmp_path)
        assert seen == list(range(41, 41 + len(seen))) and seen
    publish.publish(tmp_path)
    assert read(tmp_path) == [41, 42, 43, 44, 45]
    assert files(tmp_path) == {WRITER_FILE, PUBLISHED_FILE}
