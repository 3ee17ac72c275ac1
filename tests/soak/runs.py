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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.runs import issue_runs
from tests.sources.fake_sites.faults import Faults
from tests.sources.fake_sites.sites import press

TOP = Path(__file__).resolve().parents[2]
LAST = dt.date(2025, 3, 8)
# What two ways to the same end must have alike. The history of rows and the closed findings tell the way.
END = tuple(name for name in issue_runs.CONTENT if name not in {"claim_history", "finding"})


def asked_for(what: str, usual: int) -> int:
    """A measure of a soak: `GONGBAO_SOAK_<what>` where that is set. Taken out, for the settings refuse what they do not
    know."""
    return int(os.environ.pop(f"GONGBAO_SOAK_{what}", usual))


def say(line: str) -> None:
    """A measured figure, for whoever runs the soak."""
    assert sys.__stdout__ is not None, "the soak has a terminal or a file to tell its figures to"
    sys.__stdout__.write(f"\n  {line}\n")
    sys.__stdout__.flush()


def resident(leader: int) -> tuple[int, int]:
    """Bytes held by a process and its children, pages that they share counted once each (Pss); how many they are."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(tuple(map(int, line.split())) for line in listed.splitlines())
    family = {leader}
    while grown := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= grown
    total = 0
    for pid in family:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) << 10 for line in text.splitlines() if line.startswith("Pss:"))
    return total, len(family)


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


@dataclass
class Spent:
    """What something took; the processor's seconds are this process's, the press among it, and its ended children's."""

    wall: float = 0.0
    processor: float = 0.0


@contextlib.contextmanager
def spending() -> Iterator[Spent]:
    """What is spent within."""
    spent, wall, processor = Spent(), time.monotonic(), sum(os.times()[:4])
    yield spent
    spent.wall, spent.processor = time.monotonic() - wall, sum(os.times()[:4]) - processor


def in_calm(home: Path, issues: int, seed: int, in_flight: int = 2, **size: int) -> Spent:
    """A backfill of so many issues where nothing goes wrong."""
    with press("rmrb", seed=seed, **size) as running, spending() as spent:
        report = issue_runs.backfill(
            home, "rmrb", running.origin("rmrb"), first_of(issues), LAST, in_flight=in_flight
        )  # fmt: skip
        assert report.is_good
    return spent


def undisturbed(home: Path, issues: int, seed: int, **size: int) -> dict[str, list[Any]]:
    """What a backfill of so many issues holds where nothing goes wrong."""
    in_calm(home, issues, seed, **size)
    return content(home)


def in_bad_weather(
    home: Path, issues: int, seed: int, share: float, runs: int, spent: list[Spent] | None = None, **size: int
) -> list[dict[str, int]]:
    """Statuses after each of at most `runs` backfills against a press whose answers misbehave; `spent` takes what each
    took."""
    found = []
    with press("rmrb", seed=seed, faults=Faults(seed=seed, share=share), **size) as running:
        running.patience, running.drip = 1.0, 0.05
        for _ in range(runs):
            with spending() as one:
                issue_runs.backfill(
                    home, "rmrb", running.origin("rmrb"), first_of(issues), LAST, in_flight=4,
                    settings=issue_runs.IMPATIENT,
                )  # fmt: skip
            if spent is not None:
                spent.append(one)
            found.append(dict(issue_runs.rows(home, "SELECT status, count(*) FROM issue GROUP BY status")))
            if found[-1] == {"complete": issues}:
                break
        spoilt = sum(bool(entry.fault) for entry in running.log)
        assert abs(spoilt / len(running.log) - share) < 0.5 * share, "the press misbehaves as it was told"
    return found


def words(*arguments: str) -> list[str]:
    """The command line as a process of this interpreter."""
    return [sys.executable, "-c", "from flows.cli.command import main; main()", *arguments]


def command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command line in a process of its own, its group's leader."""
    return subprocess.Popen(
        words(*arguments),
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
                await_group(running.pid)
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


def await_group(leader: int, patience: float = 60.0) -> None:
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
