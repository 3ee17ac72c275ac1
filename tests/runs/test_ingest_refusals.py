"""What cannot be done is said in one line, the exit code is not 0, and the ledger says what happened."""

from __future__ import annotations

import datetime as dt
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.cli.command import run
from tests.notices.gateways import Gateway
from tests.runs.issue_runs import DAY, backfill, ingest, rows
from tests.soak.runs import command
from tests.sources.fake_sites.copy import Chronicle
from tests.sources.fake_sites.faults import Fault, Faults
from tests.sources.fake_sites.sites import chronicle, press
from warehouse.connect import open_writer
from warehouse.errors import LockedError

pytestmark = pytest.mark.usefixtures("here")
TOMORROW = str(dt.date.today() + dt.timedelta(days=2))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    return tmp_path / "home"


@pytest.fixture
def nowhere() -> Iterator[str]:
    """An origin on which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a command refuses with."""
    code = run(arguments)
    said = capsys.readouterr().err.strip().splitlines()
    assert code != 0 and said, arguments
    assert not any("Traceback" in line for line in said)
    return said[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ingest", "--source", "rmbr"), "found 'rmbr': did you mean rmrb?"),
        (("ingest", "--source", "人民日"), "did you mean rmrb?"),
        (("backfill", "--source", "xyzzy", "--from", "2025-01-01", "--to", "2025-01-02"), "`gongbao sources` lists"),
        (("backfill", "--source", "rmrb", "--from", "2025-02-02", "--to", "2025-02-01"), "exchange them"),
        (("backfill", "--source", "rmrb", "--from", "2025-02-02", "--to", TOMORROW), "give an earlier day"),
        (("ingest", "--source", "rmrb", "--date", TOMORROW), "give an earlier day"),
        (("ingest", "--date", "2025-02-30"), "found '2025-02-30'"),
        (("ingest", "--source", "rmrb", "--lookback", "90"), "use `gongbao backfill`"),
        (("ingest", "--origin", "http://127.0.0.1:1"), "expected one --source beside --origin"),
        (("ingest", "--source", "rmrb", "--origin", "ftp://x"), "expected --origin such as"),
        (("ingest", "--source", "rmrb", "--origin", "http://127.0.0.1:99999"), "expected --origin such as"),
        (("backfill", "--source", "rmrb", "--from", "2025-02-01", "--to", "2025-02-01", "--workers", "0"), "1 to 256"),
        (("sources", "check"), "name the source"),
        (("sources", "look", "rmrb"), "name the source"),
        (("sources", "check", "rmr"), "did you mean rmrb?"),
        (("reextract", "--from", "2025-02-02", "--to", "2025-02-01"), "exchange them"),
        (("schedule", "--limit", "0"), "expected 1 to 64"),
    ],
)
def test_what_was_asked_for_is_refused_before_anything_is_done(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(capsys, *arguments)
    assert not (home / "warehouse.duckdb").exists()
    assert not (home / "archive").exists()


def test_a_day_before_the_paper_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "backfill", "--source", "gmrb", "--from", "1899-01-01", "--to", "1899-01-02")
    assert "1899-01-02" in said
    assert "1899-01-02" in refused(capsys, "ingest", "--source", "gmrb", "--date", "1899-01-02")


def test_without_a_network_the_ledger_says_so_and_a_long_run_ends(tmp_path: Path, nowhere: str) -> None:
    report = backfill(tmp_path, "rmrb", nowhere, DAY - dt.timedelta(days=9), DAY, in_flight=1)
    assert [o.status.value for o in report.outcomes] == ["failed"] * 3
    assert report.stopped == [
        "rmrb: out of reach for 3 issues in a row, 7 issues not asked for: look at the network, and run again"
    ]
    held = rows(tmp_path, "SELECT status, detail LIKE '%robots.txt%' OR detail LIKE '%connect%' FROM issue")
    assert held == [("failed", True)] * 3
    assert rows(tmp_path, "SELECT status, detail LIKE 'rmrb: out of reach%' FROM load_run") == [("complete", True)]


@pytest.mark.parametrize("fault", [Fault.NONSENSE, Fault.SOFT_MISSING, Fault.REDIRECT_PRIVATE, Fault.GZIP_BOMB])
def test_an_origin_that_answers_nonsense_gives_no_rows(tmp_path: Path, fault: Fault) -> None:
    with press("rmrb", pages=2, faults=Faults(share=1.0, kinds=(fault,), most_in_a_row=999)) as running:
        (outcome,) = ingest(tmp_path, "rmrb", running.origin("rmrb")).outcomes
    assert outcome.status.value in ("failed", "drifted")
    assert outcome.detail
    assert rows(tmp_path, "SELECT status, detail, n_articles FROM issue") == [(outcome.status.value, outcome.detail, 0)]


def test_a_locked_warehouse_is_waited_for_and_then_refused(tmp_path: Path) -> None:
    script = "import sys, time; from pathlib import Path; from warehouse.connect import open_writer\n"
    script += "with open_writer(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None and child.stdout.readline() == "held\n"
        with press("rmrb", pages=2) as running:
            before = len(running.log)
            with pytest.raises(LockedError, match=f"process {child.pid}"):
                ingest(tmp_path, "rmrb", running.origin("rmrb"), patience=0.5)
            assert len(running.log) == before, "nothing is asked of a publisher for nothing"
            child.kill()
            child.wait()
            assert ingest(tmp_path, "rmrb", running.origin("rmrb")).is_good
    finally:
        child.kill()
        child.wait()


def test_a_run_that_fails_is_told_in_one_notice(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gapped(source_id: str) -> Chronicle:
        return replace(chronicle(source_id, pages=2), absent=frozenset({DAY}))

    with Gateway() as gateway, press("rmrb", make=gapped) as site:
        monkeypatch.setenv("GONGBAO_NOTICES_TO", f"json://127.0.0.1:{gateway.port}/hook")
        given = ("--source", "rmrb", "--date", str(DAY), "--lookback", "0", "--origin", site.origin("rmrb"))
        running = command(home, "ingest", *given)
        out, err = running.communicate(timeout=600)
    assert running.returncode == 1, err
    assert err.strip().splitlines()[-1].startswith("gongbao: expected every issue complete, found 1 failed: run again")
    assert "1 issues asked for: 1 failed" in out
    (told,) = gateway.taken
    assert (told["title"], told["type"]) == ("gongbao: ingest rmrb: 1 not as they should be", "warning")
    assert str(told["message"]).startswith(f"failed: rmrb-{DAY}: ")
    with open_writer(home) as connection:
        assert connection.execute("SELECT status FROM issue").fetchall() == [("failed",)]
