"""A disk that fills up in the middle of a run: one clear line, nothing half-kept, and the next run goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disks import fill, mounted
from tests.runs import issue_runs
from tests.soak import runs
from tests.sources.fake_sites.sites import press

pytestmark = pytest.mark.usefixtures("here")
ISSUES = 12
SIZE = 96 << 20  # bytes; a run asks for 64 MiB before it begins
LEFT = 160 << 10  # bytes left free once the run is under way


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", SIZE) as mount:
        yield mount


def test_a_disk_that_fills_up_stops_the_run_in_one_line_and_the_next_goes_on(small_disk: Path, tmp_path: Path) -> None:
    home = small_disk / "home"
    with press("rmrb", pages=3, per_page=4) as running:
        arguments = (
            "backfill", "--plain", "--workers", "1", "--source", "rmrb", "--origin", running.origin("rmrb"),
            "--from", str(runs.first_of(ISSUES)), "--to", str(runs.LAST),
        )  # fmt: skip
        process = runs.command(home, *arguments)
        until = time.monotonic() + 300
        while process.poll() is None and time.monotonic() < until and not list((home / "archive").glob("*.warc.gz*")):
            time.sleep(0.02)
        ballast = fill(small_disk, LEFT)
        out, err = process.communicate(timeout=600)
        assert process.returncode == 1, (out, err)
        said = [line for line in err.splitlines() if line.startswith("gongbao: ")]
        assert len(said) == 1 and ("room" in said[0] or "space" in said[0]), err
        assert "Traceback" not in err
        ballast.unlink()
        kept = issue_runs.rows(home, "SELECT count(*) FROM issue WHERE status = 'complete'")[0][0]
        assert kept < ISSUES, "the disk was full before the work was done"
        assert issue_runs.rows(home, "SELECT count(*) FROM load_run WHERE status = 'complete'") == [(0,)]
        process = runs.command(home, *arguments)
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, err
    assert runs.content(home) == runs.undisturbed(tmp_path / "good", ISSUES, seed=1, pages=3, per_page=4)
