"""The law of the copy made from the last one: row by row it is the copy made from nothing, whatever came between."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generators import claims
from tests.generators.histories import histories
from tests.issues.test_story import VISIT, loaded
from tests.issues.test_story import told as heard
from warehouse import copies, publish
from warehouse.connect import PUBLISHED_FILE, WRITER_FILE, open_writer, transaction
from warehouse.errors import PublishError
from warehouse.load import corrections, touched
from warehouse.load.corrections import Correction
from warehouse.load.load import SourceRow, record_issue, record_sources
from warehouse.model import Issue, IssueStatus
from warehouse.series import checks, observe

TOP = Path(__file__).resolve().parents[2]
DAYS = ["2024-03-05", "2025-03-05", "2025-03-06"]
LONG = (
    "本报讯，记者从有关部门获悉，各地围绕生产和消费推出一批举措，企业订单保持稳定，港口货物按时出运，市场供应充足。" * 4
)
ROW = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["rmrb", "fzrb"]),
        "published_on": st.sampled_from(DAYS),
        "value": st.sampled_from([9, 10, 11, 120, 1000, 10000]),
        "indicator": st.sampled_from(["5G基站", "灯塔车间", "灯塔车间占比", "夜市摊位"]),
        "measure": st.sampled_from(["level", "level", "growth", "share"]),
        "period": st.sampled_from(["2024-02-29", "2025-02-28", "2024-01-01/2024-12-31"]),
        "suspect": st.booleans(),
        "reprinted": st.booleans(),
    }
)
READ = st.tuples(st.just("read"), st.lists(ROW, min_size=1, max_size=4))
STEP = st.one_of(
    READ,
    READ,
    st.tuples(st.just("withdraw"), st.sampled_from(DAYS)),
    st.tuples(st.just("miss"), st.sampled_from(DAYS)),
    st.tuples(st.just("correct"), st.booleans()),
    st.tuples(st.just("describe"), st.sampled_from(["报", "日报"])),
    st.tuples(st.just("revise"), st.lists(VISIT, min_size=1, max_size=4)),
    st.tuples(st.just("publish"), st.none()),
    st.tuples(st.just("killed"), st.sampled_from(["checking", "copying", "naming"])),
)


def told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "quote": f"{row['value']}",
            "unit": "个" if row["measure"] == "level" else "%",
            "base": "yoy" if row["measure"] == "growth" else None,
            "sentence": f"{LONG if row['reprinted'] else ''}第{n}句{row['value']}。",
        }
        for n, row in enumerate(rows)
    ]


def take(home: Path, step: tuple[str, Any], number: int) -> None:
    """One step of a history. A load is refreshed with it or, every third time, left for the next refresh."""
    what, said = step
    if what == "publish":
        with open_writer(home) as connection:
            observe.refresh(connection, [])
        publish.check_and_publish(home, whole=False, accept_loss=True)
        return
    if what == "killed":
        killed(home, said)
        return
    with open_writer(home) as connection:
        if what in {"read", "withdraw", "revise"}:  # a correction whose claim is read otherwise stops every copy
            corrections.apply(connection, [])
        if what == "read":
            claims.load(connection, told(said))
        elif what == "withdraw":
            claims.load(connection, [{"source": "rmrb", "published_on": said, "quote": "9", "outcome": "ordinal"}])
        elif what == "revise":  # what a publisher showed, visit by visit: texts, and those that they replaced
            loaded(connection, "rmrb", heard("rmrb", sorted(said, key=lambda visit: visit[0])))
        elif what == "miss":
            missed = Issue("gmrb", dt.date.fromisoformat(said))
            with transaction(connection):
                record_issue(connection, missed, IssueStatus.FAILED, detail=f"{number}", code_version="1")
        elif what == "correct":
            corrections.apply(connection, declared(connection) if said else [])
        elif what == "describe":
            record_sources(connection, [SourceRow("rmrb", said)])
        if number % 3:
            observe.refresh(connection, [])


class Killed(BaseException):
    """What nothing catches, as a signal."""


def killed(home: Path, moment: str) -> None:
    """A publish that ends before its checks, its copy, or, the copy told of, before that has its name."""

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    def told_of(connection: duckdb.DuckDBPyConnection, word: str) -> None:
        begin(connection, word)
        die()

    begin = touched.begin
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(publish.checks, "run", die if moment == "checking" else publish.checks.run)
        for copy in ("copy_whole", "copy_touched") if moment == "copying" else ():
            patch.setattr(copies, copy, die)
        patch.setattr(touched, "begin", told_of if moment == "naming" else begin)
        publish.check_and_publish(home, whole=False, accept_loss=True)


def declared(connection: duckdb.DuckDBPyConnection) -> list[Correction]:
    """A correction of the first claim that is held; none where none is."""
    first = "SELECT article_id, quote, value FROM claim ORDER BY char_start, claim_id LIMIT 1"
    return [
        Correction("here:1", article, quote, 1, value, value + Decimal(1), "a slip", dt.date(2025, 3, 7))
        for article, quote, value in connection.execute(first).fetchall()
    ]


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            table: sorted(connection.table(table).fetchall(), key=repr)
            for table in [*copies.tables(connection), "touched"]
        }


def both(home: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows of a copy made from the last one, and of one made from nothing."""
    with open_writer(home) as connection:
        observe.refresh(connection, [])
    followed = publish.publish(home, accept_loss=True)
    assert not followed.whole, "the copy was to be made from the last one"
    one = rows(home / PUBLISHED_FILE)
    assert publish.publish(home, whole=True).whole
    return one, rows(home / PUBLISHED_FILE)


def require_as_looked_at_whole(home: Path) -> None:
    """Findings are what a look at everything finds and weighs, evidence what a refresh of everything makes."""
    told = "rule, severity, subject_id, reason, suggested, suggested_unit, evidence, confidence, one_article"
    with open_writer(home) as connection:
        query = f"SELECT {told} FROM finding WHERE about = 'trust' AND closed_at IS NULL"
        kept = [(*row[:6], tuple(row[6]), *row[7:]) for row in connection.execute(query).fetchall()]
        found = [tuple(getattr(each, name) for name in told.split(", ")) for each in checks.look(connection, "trust")]
        assert sorted(kept, key=repr) == sorted(found, key=repr)
        proofs = connection.execute("FROM observation_evidence ORDER BY ALL").fetchall()
        refreshed = observe.refresh(connection)
        assert (refreshed.added, refreshed.changed, refreshed.removed) == (0, 0, 0)
        assert connection.execute("FROM observation_evidence ORDER BY ALL").fetchall() == proofs


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with two issues, published: every history starts from it."""
    home = tmp_path_factory.mktemp("begun")
    first = [
        {"source": "rmrb", "published_on": "2025-03-05", "value": value, "indicator": "灯塔车间", "measure": measure,
         "period": "2025-02-28", "suspect": False, "reprinted": True}
        for value, measure in ((1000, "level"), (10, "growth"))
    ]  # fmt: skip
    with open_writer(home) as connection:
        record_sources(connection, [SourceRow("rmrb", "人民日报"), SourceRow("fzrb", "法治日报")])
        claims.load(connection, told(first))
        observe.refresh(connection)
    publish.check_and_publish(home, whole=True)
    return home


@pytest.fixture
def home(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "home"))


@pytest.fixture
def no_bounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """However much was touched or has grown, the last copy is gone on from."""
    monkeypatch.setattr(copies, "MOST_TOUCHED", 1e9)
    monkeypatch.setattr(copies, "GROWN", 1e9)
    yield


@histories(few=4)
@given(history=st.lists(STEP, min_size=3, max_size=5))
def test_a_copy_made_from_the_last_one_is_the_one_made_from_nothing(
    begun: Path, tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, Any]]
) -> None:
    home = Path(shutil.copytree(begun, tmp_path_factory.mktemp("history") / "home"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "MOST_TOUCHED", 1e9)
        patch.setattr(copies, "GROWN", 1e9)
        for number, step in enumerate(history):
            take(home, step, number)
        with open_writer(home) as connection:
            observe.refresh(connection, [])  # a load that waits is no whole warehouse
        publish.check_and_publish(home, whole=False, accept_loss=True)
        require_as_looked_at_whole(home)
        one, other = both(home)
    shutil.rmtree(home.parent)
    assert one == other


FIXED = {
    "source": "fzrb", "published_on": "2025-03-06", "indicator": "夜市摊位", "measure": "level",
    "period": "2025-02-28", "suspect": False, "reprinted": True,
}  # fmt: skip

KILLED = """
import sys
from pathlib import Path
from warehouse import copies
copies.MOST_TOUCHED = copies.GROWN = 1e9
from warehouse.publish import check_and_publish
print("publishing", flush=True)
check_and_publish(Path(sys.argv[1]), whole=False)
"""


@pytest.mark.usefixtures("no_bounds")
def test_killed_at_any_moment_the_next_copy_lacks_nothing(home: Path) -> None:
    for number, delay in enumerate((0.1, 0.3, 0.5, 0.8)):
        take(home, ("read", [{**FIXED, "value": 20 + number}]), 1)
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(home)],
            cwd=TOP, env={**os.environ, "PYTHONPATH": str(TOP)}, stdout=subprocess.PIPE,
        ) as child:  # fmt: skip
            assert child.stdout is not None and child.stdout.readline() == b"publishing\n"
            time.sleep(delay)
            child.send_signal(signal.SIGKILL)
    publish.check_and_publish(home, whole=False)
    one = rows(home / PUBLISHED_FILE)
    publish.publish(home, whole=True)
    assert one == rows(home / PUBLISHED_FILE)
    assert {file.name for file in home.iterdir()} == {WRITER_FILE, PUBLISHED_FILE}


@pytest.mark.usefixtures("no_bounds")
def test_a_row_that_nobody_noted_is_not_published_and_the_next_copy_is_whole(home: Path) -> None:
    take(home, ("read", [{**FIXED, "value": 20}]), 1)
    with open_writer(home) as connection:
        connection.execute("INSERT INTO numeral SELECT * FROM numeral WHERE published_on = DATE '2025-03-05' LIMIT 1")
    with pytest.raises(PublishError, match=r"found other counts \{'numeral'"):
        publish.publish(home)
    with pytest.raises(PublishError, match="keys_unique at numeral"):
        publish.publish(home)


def test_what_touches_much_or_has_grown_is_made_from_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not publish.publish(home).whole, "nothing was touched"
    take(home, ("read", [{**FIXED, "value": 20}]), 1)
    assert publish.publish(home).whole, "a third of the claims are new"
    monkeypatch.setattr(copies, "GROWN", 0.5)
    assert publish.publish(home).whole
    monkeypatch.setattr(copies, "GROWN", 1e9)
    (home / PUBLISHED_FILE).unlink()
    assert publish.publish(home).whole
    with open_writer(home) as connection:
        connection.execute("UPDATE warehouse_state SET value = 'older' WHERE name = 'vocabulary'")
        observe.refresh(connection, [])
    assert publish.publish(home).whole, "a renewal touches all"
