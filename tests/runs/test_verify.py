"""A damaged or lost archive is told before anybody needs it; a whole one is read to its last record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from flows.cli.command import run
from flows.runs.verify import verify
from tests.runs.issue_runs import DAY, backfill, rows
from tests.sources.fake_sites.sites import press
from warehouse.errors import HomeError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with press("rmrb", pages=2) as running:
        backfill(tmp_path, "rmrb", running.origin("rmrb"), DAY, DAY + dt.timedelta(days=1))
    return tmp_path


def test_a_whole_archive_is_read_to_its_last_record(home: Path) -> None:
    found = verify(home).require_good()
    ((noted,),) = rows(home, "SELECT count(*) FROM page_fetch")
    assert found.files == 1 and found.answers == found.rows == noted > 20 and found.unknown == 0


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
