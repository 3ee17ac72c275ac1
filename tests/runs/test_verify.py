"""A damaged or lost archive is told before anybody needs it; a whole one is read to its last record."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from flows.cli.command import run
from flows.errors import TroubleError
from flows.runs.verify import verify
from tests.runs.issue_runs import DAY, backfill, rows
from tests.sources.fake_sites.sites import press
from warehouse.connect import PUBLISHED_FILE, open_writer
from warehouse.errors import HomeError
from warehouse.load import runs
from warehouse.publish import publish


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with press("rmrb", pages=2) as running:
        backfill(tmp_path, "rmrb", running.origin("rmrb"), DAY, DAY + dt.timedelta(days=1))
    return tmp_path


def test_a_whole_archive_is_read_to_its_last_record(home: Path) -> None:
    found = verify(home).require_good()
    ((noted,),) = rows(home, "SELECT count(*) FROM page_fetch")
    assert found.files == 1 and found.answers == found.rows == noted > 20 and found.fresh == 0


def test_of_a_flipped_bit_the_lost_record_is_told_and_nothing_else(home: Path) -> None:
    (file,) = (home / "archive").glob("*.warc.gz")
    query = "SELECT url, warc_offset FROM page_fetch WHERE ask = 'article' ORDER BY warc_offset"
    url, offset = rows(home, query)[3]
    damaged = bytearray(file.read_bytes())
    damaged[offset + 600] ^= 0x10  # within the body
    file.write_bytes(damaged)
    found = verify(home)
    assert found.rows == found.answers + 1
    damage, lost = found.problems
    assert damage.startswith("expected a whole record, found Error") and f"(response of {url})" in damage
    assert damage.endswith(f"{file.name} at {offset}")
    assert lost == f"lost: the answer of {url}: {file.name} at {offset}"


def test_a_lost_file_is_told(home: Path) -> None:
    (file,) = (home / "archive").glob("*.warc.gz")
    file.unlink()
    found = verify(home)
    assert found.problems == [f"{found.rows} answers are not to be had: {file.name}"]


def test_answers_that_no_issue_accounts_for_are_a_problem(home: Path) -> None:
    (file,) = (home / "archive").glob("*.warc.gz")
    with open_writer(home) as connection:  # as if the issue of one day had never been loaded
        ((lost,),) = connection.execute("SELECT count(*) FROM page_fetch WHERE published_on = ?", [DAY]).fetchall()
        connection.execute("DELETE FROM page_fetch WHERE published_on = ?", [DAY])
    publish(home)
    found = verify(home)
    assert found.problems == [f"{lost} answers that no issue accounts for: {file.name}"] and lost > 5
    with pytest.raises(TroubleError, match="gongbao rebuild"):
        found.require_good()


def test_answers_since_the_copy_was_made_are_none(home: Path) -> None:
    with open_writer(home) as connection:
        connection.execute("DELETE FROM page_fetch WHERE published_on = ?", [DAY])
    publish(home)
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp()
    os.utime(home / PUBLISHED_FILE, (long_ago, long_ago))
    found = verify(home).require_good()
    assert found.fresh > 5 and f"{found.fresh} came since" in "\n".join(found.lines())


def test_answers_of_a_run_under_way_are_none(home: Path) -> None:
    with open_writer(home) as connection:
        connection.execute("DELETE FROM page_fetch WHERE published_on = ?", [DAY])
    publish(home)
    with open_writer(home) as connection:
        run_under_way = runs.start_run(connection, "ingest", code_version="1")
    try:
        (lock,) = home.glob("*.lock")
        held = json.loads(lock.read_text(encoding="utf-8"))
        lock.write_text(json.dumps({**held, "started_at": "2020-01-01 00:00"}), encoding="utf-8")
        assert verify(home).require_good().fresh > 5
    finally:
        runs.let_go(run_under_way)
    assert verify(home).problems


def test_the_command_says_so_and_fails(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGBAO_HOME", str(home))
    assert run(["verify"]) == 0
    assert "0 problems" in capsys.readouterr().out
    next((home / "archive").glob("*.warc.gz")).unlink()
    assert run(["verify"]) == 1
    out, err = capsys.readouterr()
    assert "1 problems" in out and "not to be had" in err and "gongbao rebuild" in err


def test_nothing_published_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HomeError):
        verify(tmp_path)
