"""A damaged or lost archive is told before anybody needs it; a whole one is read to its last record."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from flows.cli.command import run
from flows.errors import TroubleError
from flows.fetch.recovery import recover
from flows.pauses import pause
from flows.runs.rebuild import rebuild_all
from flows.runs.repair import RepairReport, repair_all
from flows.runs.verify import verify
from tests.once import copied
from tests.runs.issue_runs import DAY, backfill, conditions, content, ingest, refetch, rows
from tests.sources.fake_sites.copy import Chronicle
from tests.sources.fake_sites.sites import chronicle, press
from warehouse.connect import PUBLISHED_FILE, open_writer
from warehouse.errors import HomeError
from warehouse.load import runs, touched
from warehouse.publish import publish
from warehouse.resources import seeds_directory

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def home(two_days: Path, tmp_path: Path) -> Path:
    return copied(two_days, tmp_path)


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
        touched.forget(connection)
    publish(home)
    found = verify(home)
    assert found.problems == [f"{lost} answers that no issue accounts for: {file.name}"] and lost > 5
    with pytest.raises(TroubleError, match="gongbao rebuild"):
        found.require_good()


@pytest.mark.parametrize("next_run", ["ingest", "repair"])
def test_what_a_killed_run_left_is_noted_though_the_next_is_killed_too(
    home: Path, monkeypatch: pytest.MonkeyPatch, next_run: str
) -> None:
    """A file gets its name when its answers are noted, not before: killed in between, nobody would look for them."""
    (file,) = (home / "archive").glob("*.warc.gz")
    noted = rows(home, "SELECT count(*) FROM page_fetch")
    with open_writer(home) as connection:
        connection.execute("DELETE FROM page_fetch WHERE published_on = ?", [DAY])
        touched.forget(connection)
    file.rename(f"{file}.open")
    publish(home)

    def killed(folder: Path, **_: object) -> None:
        assert recover(folder)
        raise SystemExit

    room = "repair" if next_run == "repair" else "issues"
    monkeypatch.setattr(f"flows.runs.{room}.ArchiveWriter", killed)
    with press("rmrb", pages=2) as running, pytest.raises(SystemExit):
        if next_run == "repair":
            asyncio.run(repair_all(home, conditions(origin=running.origin("rmrb"))))
        else:
            ingest(home, "rmrb", running.origin("rmrb"))
    assert rows(home, "SELECT count(*) FROM page_fetch") == noted
    publish(home)
    assert verify(home).problems == []


def test_answers_since_the_copy_was_made_are_none(home: Path) -> None:
    with open_writer(home) as connection:
        connection.execute("DELETE FROM page_fetch WHERE published_on = ?", [DAY])
        touched.forget(connection)
    publish(home)
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp()
    os.utime(home / PUBLISHED_FILE, (long_ago, long_ago))
    found = verify(home).require_good()
    assert found.fresh > 5 and f"{found.fresh} came since" in "\n".join(found.lines())


def test_answers_of_a_run_under_way_are_none(home: Path) -> None:
    with open_writer(home) as connection:
        connection.execute("DELETE FROM page_fetch WHERE published_on = ?", [DAY])
        touched.forget(connection)
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


def damage(home: Path, ask: str = "article", at: int = 3) -> tuple[str, int]:
    """Flip a bit in the body of one answer; gives its address and place."""
    (file,) = (home / "archive").glob("*.warc.gz")
    query = f"SELECT url, warc_offset FROM page_fetch WHERE ask = '{ask}' ORDER BY warc_offset"
    url, offset = rows(home, query)[at]
    damaged = bytearray(file.read_bytes())
    damaged[offset + 600] ^= 0x10
    file.write_bytes(damaged)
    return str(url), int(offset)


def mended(home: Path, origin: str) -> RepairReport:
    return asyncio.run(repair_all(home, conditions(origin=origin)))


def test_a_damaged_body_is_asked_for_again_and_everything_is_as_before(home: Path) -> None:
    before = content(home)
    url, _ = damage(home)
    with press("rmrb", pages=2) as running:
        report = mended(home, running.origin("rmrb")).require_good()
        asked = [entry.path for entry in running.log if "robots" not in entry.path]
        assert (report.lost, report.back, report.gone, report.later) == (1, 1, [], [])
        assert len(asked) == 1 and url.endswith(asked[0]), "nothing but what was lost"
        assert mended(home, running.origin("rmrb")).lost == 0, "twice is once"
    assert verify(home).require_good().spared, "the damaged bytes stay where they are"
    assert content(home) == before
    rebuilt = asyncio.run(rebuild_all(home, seeds_directory(), workers=1, accept_loss=True)).require_good()
    assert any("left out: 1 archived records" in line for line in rebuilt.lines())
    kept = {name: before[name] for name in ("article", "claim", "numeral")}
    assert {
        name: [row for row in told if "rmrb" in str(row)] for name, told in content(home, tuple(kept)).items()
    } == kept


def test_a_lost_file_is_fetched_again(home: Path) -> None:
    (file,) = (home / "archive").glob("*.warc.gz")
    file.unlink()
    with press("rmrb", pages=2) as running:
        report = mended(home, running.origin("rmrb")).require_good()
    assert report.back + report.elsewhere == report.lost > 20


def test_repeats_of_what_a_killed_run_left_are_lost_and_their_issue_keeps_its_visit(tmp_path: Path) -> None:
    """Found by 300 kills: the corrected issue was held as first printed, for nothing told of the day before."""
    killed, home = tmp_path / "killed", tmp_path / "home"
    with press("rmrb", pages=2) as running:
        origin = running.origin("rmrb")
        backfill(killed, "rmrb", origin, DAY, DAY)
        backfill(home, "rmrb", origin, DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=1))
        (file,) = (killed / "archive").glob("*.warc.gz")
        file.rename(home / "archive" / f"{file.name}.open")
        backfill(home, "rmrb", origin, DAY, DAY)
        first = content(home)
        ((repeats,),) = rows(home, "SELECT DISTINCT warc_file FROM page_fetch WHERE revisit")
        (home / "archive" / repeats).unlink()
        report = mended(home, origin).require_good()
        assert report.elsewhere > 5
        assert content(home) == first
        site = running.sites["rmrb"]
        site.redesign = lambda path, body: body.replace("同比增长".encode(), "同比下降".encode())
        refetch(home, "rmrb", origin, DAY, DAY)
    assert rows(home, "SELECT count(*) > 0 FROM revisions") == [(True,)]
    held = {row[0] for row in rows(home, "SELECT text FROM superseded_article")}
    assert held and held <= {row[0] for row in rows(killed, "SELECT text FROM article")}


def test_what_the_publisher_has_no_more_is_gone_for_good(home: Path) -> None:
    _, offset = damage(home)

    def gapped(source_id: str) -> Chronicle:
        return replace(chronicle(source_id, pages=2), absent=frozenset({DAY, DAY + dt.timedelta(days=1)}))

    with press("rmrb", make=gapped) as running:
        report = mended(home, running.origin("rmrb"))
    assert (report.back, report.later) == (0, []) and f"at {offset}): expected a page, found HTTP 404" in report.gone[0]
    with pytest.raises(TroubleError, match="1 gone for good"):
        report.require_good()


def test_another_body_is_kept_and_the_lost_one_is_gone(home: Path) -> None:
    damage(home)
    with press("rmrb", pages=2, seed=99) as running:
        report = mended(home, running.origin("rmrb"))
    assert report.back == 0 and "another body now" in report.gone[0]


def test_a_paused_source_is_not_asked(home: Path) -> None:
    damage(home)
    pause(home, "rmrb", "the publisher asked")
    with press("rmrb", pages=2) as running:
        report = mended(home, running.origin("rmrb"))
        assert running.log == []
    assert report.later[0].startswith("not asked: ") and "is paused" in report.later[0]
