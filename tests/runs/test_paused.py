"""A source that the operator paused is asked by nobody: not by a run of all, not by name, not by a run under way."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from flows import pauses
from flows.cli.command import run
from flows.errors import InputError
from flows.runs.backfill import backfill_all
from flows.runs.ingest import ingest_all
from flows.runs.options import BackfillOptions, IngestOptions
from tests.runs.issue_runs import DAY, conditions, ingest
from tests.sources.fake_sites.sites import press
from warehouse.read.paused import FOLDER, pause_of, paused

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    return tmp_path


def test_the_word_is_kept_and_taken_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sources", "pause", "rmrb", "--why", "the publisher  asked"]) == 0
    assert pause_of(home, "rmrb") == paused(home)["rmrb"]
    assert "rmrb is paused since 20" in capsys.readouterr().out
    assert run(["sources", "pause", "rmrb", "--why", "until spring"]) == 0  # another reason, the same day
    assert paused(home)["rmrb"].why == "until spring"
    assert run(["sources", "--format", "csv"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if "until spring" in line and "rmrb," in line]
    assert run(["sources", "resume", "rmrb"]) == 0
    assert paused(home) == {}
    assert run(["sources", "resume", "rmrb"]) == 1
    assert "found rmrb, which is not" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pause", "rmbr", "--why", "x"), "did you mean rmrb?"),
        (("pause", "rmrb"), "expected a reason of 1 to 300 characters with --why, found 0"),
        (("pause", "rmrb", "--why", "x" * 301), "found 301"),
        (("pause",), "name the source"),
    ],
)
def test_what_is_no_pause_is_refused(
    arguments: tuple[str, ...], said: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sources", *arguments]) == 1
    assert said in capsys.readouterr().err
    assert paused(home) == {}


def test_a_file_that_cannot_be_read_is_a_pause(home: Path) -> None:
    (home / FOLDER).mkdir()
    (home / FOLDER / "rmrb.json").write_text("{", encoding="utf-8")
    assert "cannot be read" in str(pause_of(home, "rmrb"))


def test_nothing_is_asked_of_a_paused_source(home: Path) -> None:
    pauses.pause(home, "rmrb", "the publisher asked")
    with press("rmrb", pages=2) as running:
        origin = running.origin("rmrb")
        report = ingest(home, "rmrb", origin)  # as a run of the schedule: by name, and no failure
        assert report.is_good and report.outcomes == [] and running.log == []
        assert report.lines()[2].startswith("rmrb is paused since ") and "the publisher asked" in report.lines()[2]
        options = BackfillOptions(source="rmrb", first=DAY, last=DAY, origin=origin)
        assert asyncio.run(backfill_all(home, options, conditions())).outcomes == [] and running.log == []
        explicit = IngestOptions(sources=("rmrb",), date=DAY, lookback=0, origin=origin, despite_pause=True)
        assert len(asyncio.run(ingest_all(home, explicit, conditions())).outcomes) == 1 and running.log


def test_by_name_on_the_command_line_it_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pauses.pause(home, "rmrb", "the publisher asked")
    day = str(DAY)
    for verb in (["ingest", "--source", "rmrb", "--date", day], ["sources", "check", "rmrb"],
                 ["backfill", "--source", "rmrb", "--from", day, "--to", day]):  # fmt: skip
        assert run(verb) == 1
        said = capsys.readouterr().err
        assert "found rmrb paused since" in said and "--despite-pause" in said
    with pytest.raises(InputError):
        pauses.require_unpaused(home, ["nbs", "rmrb"], despite_pause=False)
    pauses.require_unpaused(home, ["nbs", "rmrb"], despite_pause=True)


def test_a_run_under_way_stops_asking(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [DAY + dt.timedelta(days=at) for at in range(4)]
    with press("rmrb", pages=2) as running:
        done: list[str] = []

        def told(self: object, issue_id: str, status: str) -> None:
            done.append(issue_id)
            pauses.pause(home, "rmrb", "enough")

        monkeypatch.setattr("flows.runs.issues.IssueBar.done", told)
        options = BackfillOptions(source="rmrb", first=days[0], last=days[-1], origin=running.origin("rmrb"))
        report = asyncio.run(backfill_all(home, options, conditions(in_flight=1)))
    assert len(done) == 1 and report.is_good and len(report.paused) == 1
