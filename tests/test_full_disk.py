"""A disk that fills while a backfill runs: one line, a ledger that says so, and a next run that goes on."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import issue_runs
from tests.press.house import press
from tests.soak import runs

ISSUES, SIZE = 6, {"pages": 4, "per_page": 4}
LEFT = 200_000  # bytes left free when the disk has been filled: less than an issue needs

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("mount") is None, reason="only root can make a file system of a given size"
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 160 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", str(place)], capture_output=True)
    if made.returncode != 0:
        pytest.skip("this machine lets nobody mount a file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path) -> None:
    """Leave almost nothing free. Again and again, for a writer gives back what it had in use."""
    with (disk / "ballast").open("ab") as ballast, contextlib.suppress(OSError):
        os.posix_fallocate(ballast.fileno(), ballast.tell(), max(1, shutil.disk_usage(disk).free - LEFT))


def fill_while(running: subprocess.Popen[str], disk: Path) -> None:
    """Fill the disk from the first archived answers on, as another program would."""
    while running.poll() is None:
        if any((disk / "home" / "archive").glob("*")) and shutil.disk_usage(disk).free > 2 * LEFT:
            fill(disk)
        time.sleep(0.02)


def backfill(disk: Path, origin: str) -> subprocess.Popen[str]:
    return runs.command(
        disk / "home", "backfill", "--plain", "--workers", "1", "--source", "rmrb", "--origin", origin,
        "--from", str(runs.first_of(ISSUES)), "--to", str(runs.LAST),
    )  # fmt: skip


def test_a_disk_that_fills_in_mid_run_loses_nothing_and_the_next_run_goes_on(disk: Path, tmp_path: Path) -> None:
    with press("rmrb", seed=41, **SIZE) as site:
        running = backfill(disk, site.origin("rmrb"))
        filler = threading.Thread(target=fill_while, args=(running, disk), daemon=True)
        filler.start()
        out, err = running.communicate(timeout=240)
        filler.join()
        assert running.returncode not in (0, -9), out
        said = err.strip().splitlines()
        assert "Traceback" not in err and "free" in said[-1], err

        refused = backfill(disk, site.origin("rmrb"))
        out, err = refused.communicate(timeout=120)
        assert refused.returncode != 0 and len(err.strip().splitlines()) == 1 and "free" in err, err

        (disk / "ballast").unlink()
        home = disk / "home"
        held = issue_runs.rows(home, "SELECT command, status, detail FROM load_run ORDER BY started_at")
        assert [command for command, _, _ in held] == ["backfill"]
        # not even the word of its end may have found room: then the run still says that it runs
        assert held[0][1] == "running" or (held[0][1] == "failed" and "free" in held[0][2]), held
        assert issue_runs.rows(home, "SELECT count(*) FROM issue WHERE status = 'complete'")[0][0] < ISSUES

        again = backfill(disk, site.origin("rmrb"))
        out, err = again.communicate(timeout=240)
        assert again.returncode == 0, err
    assert runs.content(home) == runs.undisturbed(tmp_path / "good", ISSUES, 41, **SIZE)
