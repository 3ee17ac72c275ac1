"""Backfills: resumed where they were stopped, equal to the undisturbed run whatever the weather; the order is free."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import shutil
import tempfile
import time
from pathlib import Path

import duckdb
import pytest

from flows.issues.order import Direction
from flows.issues.writer import SharedWriter
from flows.runs.backfill import backfill_all
from flows.runs.issues import RunSteps
from flows.runs.options import BackfillOptions
from flows.runs.report import RunReport
from tests.runs.issue_runs import backfill, conditions, content, rows
from tests.soak import runs
from tests.sources.fake_sites.sites import press
from warehouse.publish import PublishSummary

pytestmark = pytest.mark.usefixtures("here")
# findings on an issue's own claims
DOUBTED_ON = "SELECT rule, subject_id FROM finding WHERE subject_id LIKE 'rmrb-{}-%' AND closed_at IS NULL ORDER BY ALL"


class KilledError(Exception):
    """In the place of a SIGKILL at a moment that chance seldom hits."""


FIRST, LAST = dt.date(2025, 3, 1), dt.date(2025, 3, 5)


def test_newest_first_or_oldest_first_comes_to_the_same(tmp_path: Path) -> None:

    order = {}
    with press("rmrb", pages=2) as running:
        for direction in Direction:
            home = tmp_path / direction.value
            backfill(home, "rmrb", running.origin("rmrb"), FIRST, LAST, direction=direction, in_flight=1)
            order[direction] = rows(home, "SELECT published_on FROM issue_attempt ORDER BY finished_at")
    assert order[Direction.NEWEST] == order[Direction.OLDEST][::-1]
    assert len(order[Direction.NEWEST]) == 5
    assert content(tmp_path / "newest") == content(tmp_path / "oldest")


def test_a_second_backfill_asks_only_for_what_is_new(tmp_path: Path) -> None:
    with press("rmrb", pages=2) as running:
        origin = running.origin("rmrb")
        backfill(tmp_path, "rmrb", origin, FIRST, LAST)
        before = len(running.log)
        report = backfill(tmp_path, "rmrb", origin, FIRST, LAST + dt.timedelta(days=1))
        asked = running.log[before:]
    assert [o.issue.published_on for o in report.outcomes] == [LAST + dt.timedelta(days=1)]
    assert all("20250306" in e.path or "/06/" in e.path or e.path == "/robots.txt" for e in asked)
    assert [e.status for e in asked if e.path == "/robots.txt"] == [304], "robots.txt is asked for, and costs no body"


def test_in_bad_weather_every_issue_is_complete_after_three_runs(tmp_path: Path) -> None:
    issues, seed = 8, 11
    found = runs.in_bad_weather(tmp_path / "bad", issues, seed, share=0.3, runs=3, pages=2, per_page=2)
    assert found[-1] == {"complete": issues}, found
    assert runs.content(tmp_path / "bad") == runs.undisturbed(tmp_path / "good", issues, seed, pages=2, per_page=2)


def test_killed_and_started_again_it_comes_to_the_same(tmp_path: Path) -> None:
    issues, seed = 9, 5
    with press("rmrb", seed=seed, pages=2, per_page=2) as running:
        runs.killed_again_and_again(tmp_path / "killed", running.origin("rmrb"), issues, 3, seed, longest=0.4)
    held = runs.content(tmp_path / "killed")
    assert held == runs.undisturbed(tmp_path / "good", issues, seed, pages=2, per_page=2)
    assert rows(tmp_path / "killed", "SELECT count(*) FROM load_run WHERE status = 'interrupted'") == [(3,)]


async def killed_before_its_checks(writer: SharedWriter, home: Path, whole: bool) -> tuple[PublishSummary, int]:
    raise KilledError


def test_what_a_killed_run_had_loaded_is_checked_by_the_next(tmp_path: Path) -> None:
    days, seed = [runs.LAST - dt.timedelta(days=2 - n) for n in range(3)], 31
    with press("rmrb", seed=seed, pages=2, per_page=2) as running:
        origin = running.origin("rmrb")

        def run(day: dt.date, steps: RunSteps) -> RunReport:
            options = BackfillOptions(source="rmrb", first=day, last=day, origin=origin, workers=1)
            return asyncio.run(backfill_all(tmp_path / "killed", options, conditions(), steps))

        run(days[0], RunSteps())
        with pytest.raises(KilledError):
            run(days[1], RunSteps(publish=killed_before_its_checks))
        unchecked = rows(tmp_path / "killed", DOUBTED_ON.format(days[1]))
        run(days[2], RunSteps())
    assert unchecked == [] != rows(tmp_path / "killed", DOUBTED_ON.format(days[1]))
    assert runs.content(tmp_path / "killed") == runs.undisturbed(tmp_path / "good", 3, seed, pages=2, per_page=2)


def test_answers_that_a_finished_issue_has_noted_are_not_noted_again_after_a_kill(tmp_path: Path) -> None:
    issues = 8
    with press("rmrb", pages=2, per_page=2) as running:
        days = ("--from", str(runs.first_of(issues)), "--to", str(runs.LAST))
        verb = ("backfill", "--plain", "--workers", "1", "--source", "rmrb", "--origin", running.origin("rmrb"), *days)
        process = runs.command(tmp_path / "killed", *verb)
        until = time.monotonic() + 300
        while time.monotonic() < until and (process.poll() is None) and not finished(tmp_path / "killed"):
            time.sleep(0.1)
        process.kill()
        process.communicate()
        assert finished(tmp_path / "killed"), "some issues were finished, and the archive's file was not closed"
        out, err = runs.command(tmp_path / "killed", *verb).communicate(timeout=600)
        assert "8 issues" not in out and "settled before" in out, err
    assert runs.content(tmp_path / "killed") == runs.undisturbed(tmp_path / "good", issues, 1, pages=2, per_page=2)
    noted = "SELECT count(*) - count(DISTINCT (warc_file, warc_offset)) FROM page_fetch"
    assert rows(tmp_path / "killed", noted) == [(0,)]


def finished(home: Path) -> bool:
    """Whether the ledger, read beside its writer from a copy, holds a complete issue."""
    with contextlib.suppress(OSError, duckdb.Error), tempfile.TemporaryDirectory() as folder:
        for name in ("warehouse.duckdb", "warehouse.duckdb.wal"):
            if (home / name).exists():
                shutil.copy(home / name, folder)
        with duckdb.connect(f"{folder}/warehouse.duckdb") as connection:
            return connection.execute("SELECT count(*) FROM issue WHERE status = 'complete'").fetchall() != [(0,)]
    return False
