"""A disk that fills up in the middle of a run: one clear line, nothing half-kept, and the next run goes on.

A real file system of a few megabytes, mounted for the test; where the machine allows no mount there is nothing to test.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runs import issue_runs
from tests.soak import runs
from tests.sources.fake_sites.sites import press

ISSUES = 24
SIZE = 96 << 20  # bytes; a run asks for 64 MiB before it begins
LEFT = 160 << 10  # bytes left free once the run is under way


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mount = tmp_path / "disk"
    mount.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(mount)], capture_output=True)
    if done.returncode:
        pytest.skip("no file system can be mounted here (that takes root)")
    try:
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=True)


def fill(mount: Path) -> Path:
    """A file that leaves almost nothing free."""
    ballast = mount / "ballast"
    with ballast.open("wb") as file:
        file.write(b"\0" * max(0, os.statvfs(mount).f_bavail * os.statvfs(mount).f_frsize - LEFT))
    return ballast


def test_a_disk_that_fills_up_stops_the_run_in_one_line_and_the_next_goes_on(small_disk: Path, tmp_path: Path) -> None:
    home = small_disk / "home"
    with press("rmrb", pages=3, per_page=4) as running:
        arguments = (
            "backfill", "--plain", "--workers", "1", "--source", "rmrb", "--origin", running.origin("rmrb"),
            "--from", str(runs.first_of(ISSUES)), "--to", str(runs.LAST),
        )  # fmt: skip
        process = runs.command(home, *arguments)
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until and not list((home / "archive").glob("*.warc.gz*")):
            time.sleep(0.02)
        ballast = fill(small_disk)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 1, (out, err)
        said = [line for line in err.splitlines() if line.startswith("gongbao: ")]
        assert len(said) == 1 and ("room" in said[0] or "space" in said[0]), err
        assert "Traceback" not in err
        ballast.unlink()
        kept = issue_runs.rows(home, "SELECT count(*) FROM issue WHERE status = 'complete'")[0][0]
        assert kept < ISSUES, "the disk was full before the work was done"
        assert issue_runs.rows(home, "SELECT count(*) FROM load_run WHERE status = 'complete'") == [(0,)]
        process = runs.command(home, *arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert runs.content(home) == runs.undisturbed(tmp_path / "good", ISSUES, seed=1, pages=3, per_page=4)
