"""What the long runs and their short versions share: a run in bad weather, a backfill killed again and again."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.runs import issue_runs
from tests.sources.fake_sites.faults import Faults
from tests.sources.fake_sites.sites import press

TOP = Path(__file__).resolve().parents[2]
LAST = dt.date(2025, 3, 8)
# What two ways to the same end must have alike. The history of rows and the closed findings tell the way.
END = tuple(name for name in issue_runs.CONTENT if name not in {"claim_history", "finding"})


def first_of(issues: int) -> dt.date:
    """The first day of so many days up to the last."""
    return LAST - dt.timedelta(days=issues - 1)


def content(home: Path) -> dict[str, list[Any]]:
    """What must be alike, open findings among it."""
    held = issue_runs.content(home, END)
    held["open findings"] = issue_runs.rows(
        home, "SELECT rule, subject, subject_id, reason FROM finding WHERE closed_at IS NULL ORDER BY ALL"
    )
    return held


def undisturbed(home: Path, issues: int, seed: int, **size: int) -> dict[str, list[Any]]:
    """What a backfill of so many issues holds where nothing goes wrong."""
    with press("rmrb", seed=seed, **size) as running:
        report = issue_runs.backfill(home, "rmrb", running.origin("rmrb"), first_of(issues), LAST)
        assert report.is_good
    return content(home)


def in_bad_weather(home: Path, issues: int, seed: int, share: float, runs: int, **size: int) -> list[dict[str, int]]:
    """Statuses after each of at most `runs` backfills against a press whose answers misbehave."""
    found = []
    with press("rmrb", seed=seed, faults=Faults(seed=seed, share=share), **size) as running:
        running.patience, running.drip = 1.0, 0.05
        for _ in range(runs):
            issue_runs.backfill(home, "rmrb", running.origin("rmrb"), first_of(issues), LAST, in_flight=4)
            found.append(dict(issue_runs.rows(home, "SELECT status, count(*) FROM issue GROUP BY status")))
            if found[-1] == {"complete": issues}:
                break
        spoilt = sum(bool(entry.fault) for entry in running.log)
        assert abs(spoilt / len(running.log) - share) < 0.5 * share, "the press misbehaves as it was told"
    return found


def command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command line in a process of its own, its group's leader."""
    code = "from flows.cli.command import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=TOP,
        env={**os.environ, "GONGBAO_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def killed_again_and_again(home: Path, origin: str, issues: int, kills: int, seed: int, longest: float) -> int:
    """Start the backfill, kill it -9 at a random moment of its work, start it again; gives the number of kills.

    The last start is left to end by itself. No process of a killed run may outlive it by more than some seconds.
    """
    dice = random.Random(seed)
    verb = ("backfill", "--plain", "--workers", "1", "--source", "rmrb", "--origin", origin)
    days = ("--from", str(first_of(issues)), "--to", str(LAST))
    done = 0
    while True:
        before = _archived(home)
        running = command(home, *verb, *days)
        if done < kills and _at_work(home, running, before):
            time.sleep(dice.uniform(0.0, longest))
            if running.poll() is None:
                running.kill()
                done += 1
                running.communicate()
                _await_group(running.pid)
                continue
        out, err = running.communicate(timeout=600)
        assert running.returncode == 0, err
        if done < kills:
            raise AssertionError(
                f"expected {kills} kills, found the work done after {done}: give it more issues ({out})"
            )
        return done


def _archived(home: Path) -> int:
    return sum(path.stat().st_size for path in (home / "archive").glob("*")) if (home / "archive").is_dir() else 0


def _at_work(home: Path, running: subprocess.Popen[str], before: int) -> bool:
    """Wait until the run has stored an answer of its own; False where it ended before."""
    while running.poll() is None:
        with contextlib.suppress(FileNotFoundError):  # a file may get its final name in between
            if _archived(home) != before:
                return True
        time.sleep(0.01)
    return False


def _await_group(leader: int, patience: float = 10.0) -> None:
    """Wait until no process of the killed run's group is left: its workers end by themselves."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(leader, signal.SIGKILL)
    raise AssertionError(f"expected the workers of a killed run to end, found some alive after {patience} s")
