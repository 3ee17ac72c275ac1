"""A deleted warehouse loses nothing: the seeds and the archive give the same rows."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from flows.errors import InputError, TroubleError
from flows.runs.options import ReextractOptions
from flows.runs.rebuild import FORMER, SITE, RebuildReport, rebuild_all
from flows.runs.reextract import reextract_all
from flows.runs.seeds import load_all
from tests.once import copied, made_once
from tests.runs.issue_runs import CONTENT, DAY, backfill, content, ingest, rows
from tests.sources.fake_sites.sites import press
from warehouse.connect import PUBLISHED_FILE, WRITER_FILE, open_reader, open_writer
from warehouse.errors import HomeError, LockedError, PublishError
from warehouse.model import IssueStatus
from warehouse.resources import seeds_directory

pytestmark = pytest.mark.usefixtures("here")
NEXT = DAY + dt.timedelta(days=1)
SAME = tuple(name for name in CONTENT if name not in {"claim_history", "finding"})  # they tell the way to the end
OPEN = "SELECT rule, subject_id, reason, suggested, evidence FROM finding WHERE closed_at IS NULL ORDER BY ALL"
PAGES = "SELECT * EXCLUDE (problem) FROM page_fetch ORDER BY ALL"


@pytest.fixture
def home(seeds_once: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seeds, a paper of two days, another of one; the press is closed before the archive is read."""

    def make(home: Path) -> None:
        copied(seeds_once, home)
        with press("rmrb", "kjrb", pages=2) as running:
            backfill(home, "rmrb", running.origin("rmrb"), DAY, NEXT)
            ingest(home, "kjrb", running.origin("kjrb"))  # a service that is asked by POST

    return copied(made_once(tmp_path_factory, "seeds-and-papers", make), tmp_path)


def rebuild(home: Path, accept_loss: bool = False) -> RebuildReport:
    return asyncio.run(rebuild_all(home, seeds_directory(), workers=1, accept_loss=accept_loss))


def test_a_deleted_warehouse_comes_back_row_by_row(home: Path) -> None:
    held, pages, doubts = content(home, SAME), rows(home, PAGES), rows(home, OPEN)
    (home / WRITER_FILE).unlink()
    (home / PUBLISHED_FILE).unlink()
    report = rebuild(home)
    assert report.is_good and report.former is None
    assert content(home, SAME) == held
    assert rows(home, PAGES) == pages
    assert rows(home, OPEN) == doubts
    with open_reader(home) as connection:
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (len(held["claim"]),)


def test_a_vanished_warehouse_is_refused_until_it_is_rebuilt(home: Path) -> None:
    """With an empty one in its place the next run would publish what it fetched, and readers lose all else."""
    held, copy = content(home, ("claim",)), (home / PUBLISHED_FILE).read_bytes()
    (home / WRITER_FILE).unlink()
    with press("rmrb", pages=2) as running, pytest.raises(HomeError, match="gongbao rebuild"):
        ingest(home, "rmrb", running.origin("rmrb"), day=NEXT + dt.timedelta(days=1))
    with pytest.raises(HomeError, match="gongbao rebuild"):
        load_all(home, seeds_directory())
    assert (home / PUBLISHED_FILE).read_bytes() == copy
    assert rebuild(home).is_good
    assert content(home, ("claim",)) == held


def test_the_present_warehouse_is_kept_beside_the_new_one(home: Path) -> None:
    held = content(home, SAME)
    report = rebuild(home)
    assert report.former == home / FORMER
    assert content(home, SAME) == held
    assert not (home / SITE).exists()
    rebuild(home)
    assert content(home, SAME) == held, "twice is once"


def test_a_broken_warehouse_gives_way(home: Path) -> None:
    held = content(home, ("claim", "observation"))
    (home / WRITER_FILE).write_bytes(b"no database" * 2000)
    assert rebuild(home).is_good
    assert content(home, ("claim", "observation")) == held


def test_pages_that_were_asked_for_again_are_read_as_they_were_in_the_end(tmp_path: Path) -> None:
    with press("rmrb", pages=2) as running:
        site = running.sites["rmrb"]
        spoilt: set[str] = set()

        def once(path: str, body: bytes) -> bytes:
            first = path not in spoilt
            spoilt.add(path)
            return body[: len(body) // 3] if first and "content_" in path else body

        site.redesign = once
        assert ingest(tmp_path, "rmrb", running.origin("rmrb")).is_good
    held = content(tmp_path, ("article", "claim"))
    (tmp_path / WRITER_FILE).unlink()
    assert rebuild(tmp_path).is_good
    seeds = "source_id NOT IN (SELECT source_id FROM page_fetch)"
    with open_writer(tmp_path) as connection:
        connection.execute(f"DELETE FROM article WHERE {seeds}")
        connection.execute(f"DELETE FROM claim WHERE {seeds}")
    assert content(tmp_path, ("article", "claim")) == held


def test_an_archive_that_lacks_an_issue_changes_nothing(home: Path) -> None:
    held = content(home, SAME)
    for file in (home / "archive").glob("*.warc.gz"):
        file.unlink()
    before = hashlib.sha256((home / PUBLISHED_FILE).read_bytes()).digest()
    with pytest.raises(InputError, match="3 that are not, first kjrb-2025-03-04"):
        rebuild(home)
    assert content(home, SAME) == held
    assert hashlib.sha256((home / PUBLISHED_FILE).read_bytes()).digest() == before


def test_a_damaged_file_is_told_and_the_rest_is_read(home: Path) -> None:
    files = sorted((home / "archive").glob("*.warc.gz"))
    damaged = bytearray(files[-1].read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    files[-1].write_bytes(damaged)
    (home / WRITER_FILE).unlink()
    report = rebuild(home)
    assert len(report.lost) == 1 and files[-1].name in report.lost[0], "one record, by file and offset"
    with pytest.raises(TroubleError, match="1 archived records that cannot be read"):
        report.require_good()
    found = sorted(outcome.status for outcome in report.outcomes)
    assert found.count(IssueStatus.COMPLETE) >= 2, "the record's issue alone may lack something"


def test_what_the_readers_copy_held_and_the_archive_does_not_give_needs_a_word(home: Path) -> None:
    copy = (home / PUBLISHED_FILE).read_bytes()
    for file in (home / "archive").glob("*.warc.gz"):
        file.unlink()
    (home / WRITER_FILE).unlink()
    with pytest.raises(PublishError, match="3 issues fewer"):
        rebuild(home)
    assert (home / PUBLISHED_FILE).read_bytes() == copy and not (home / WRITER_FILE).exists()
    rebuild(home, accept_loss=True)
    assert (home / PUBLISHED_FILE).read_bytes() != copy and (home / WRITER_FILE).is_file()


def test_the_operators_word_on_a_drifted_issue_stands_while_the_warehouse_does(home: Path) -> None:
    def rebuilt(path: str, body: bytes) -> bytes:
        parts = "".join(f'<div id="{name}"></div>' for name in "abcdefghijklmnopqrstuvwxyz")
        return body.replace(b"</body>", parts.encode() + b"</body>") if "content_" in path else body

    third = NEXT + dt.timedelta(days=1)
    with press("rmrb", pages=2) as running:
        running.sites["rmrb"].redesign = rebuilt
        (outcome,) = ingest(home, "rmrb", running.origin("rmrb"), day=third).outcomes
    assert outcome.status is IssueStatus.DRIFTED
    asyncio.run(reextract_all(home, ReextractOptions(sources=("rmrb",), first=third, accept_drift=True, workers=1)))
    held = content(home, ("article", "claim"))
    rebuild(home)
    assert content(home, ("article", "claim")) == held
    (home / WRITER_FILE).unlink()
    assert [o.issue.published_on for o in rebuild(home, accept_loss=True).troubles] == [third]


def test_another_writer_is_not_disturbed(home: Path) -> None:
    held = content(home, ("claim",))
    script = "import sys; from pathlib import Path; from warehouse.connect import open_writer\n"
    script += "with open_writer(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=f"process {child.pid}"):
            rebuild(home)
        assert not (home / SITE).exists()
    assert content(home, ("claim",)) == held
