"""A run that ends without a word is closed by the next; one that lives is left alone, whatever numbers say."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.runs.issue_runs import DAY, ingest, rows
from tests.soak.runs import command
from tests.sources.fake_sites.faults import Fault, FaultRule, Faults
from tests.sources.fake_sites.sites import press
from warehouse.connect import open_writer
from warehouse.errors import LockedError
from warehouse.load import runs
from warehouse.read import ask

pytestmark = pytest.mark.usefixtures("here")
RUNS = (
    "SELECT command, status, n_issues, n_claims > 0, finished_at IS NOT NULL, detail FROM load_run ORDER BY started_at"
)


def start(home: Path, origin: str, *more: str) -> subprocess.Popen[str]:
    """The command line's own backfill of rmrb, as a process."""
    days = ("--from", "2025-03-02", "--to", str(DAY))
    return command(home, "backfill", "--plain", "--workers", "1", "--source", "rmrb", "--origin", origin, *days, *more)


def until(told: Callable[[], bool], patience: float = 300.0) -> None:
    end = time.monotonic() + patience
    while not told():
        assert time.monotonic() < end, "expected it sooner"
        time.sleep(0.1)


def facts(home: Path) -> dict[str, str]:
    return {str(fact): str(value) for fact, value in (*ask.status(home).rows, *runs.under_way(home))}


def complete(home: Path) -> int:
    """Issues that are loaded; asked beside a writer, so perhaps not just now."""
    try:
        return int(rows(home, "SELECT count(*) FROM issue WHERE source_id = 'rmrb' AND status = 'complete'")[0][0])
    except LockedError:
        return 0


def test_a_killed_run_is_closed_by_the_next_and_a_living_one_is_not(tmp_path: Path) -> None:
    slow = Faults(rules=(FaultRule(r"202503/02|/02/", Fault.DRIP),))
    with press("mrdx", pages=2) as other, press("rmrb", pages=2, per_page=2, faults=slow) as running:
        ingest(tmp_path, "mrdx", other.origin("mrdx"))
        killed = start(tmp_path, running.origin("rmrb"))
        until(lambda: complete(tmp_path) == 2)
        assert facts(tmp_path)["run under way"].startswith("backfill ")
        assert str(killed.pid) in facts(tmp_path)["run under way"]
        killed.kill()
        killed.communicate()
        until(lambda: "run cut off" in facts(tmp_path))
        assert facts(tmp_path)["run cut off"].endswith("the next run notes it")

        living = start(tmp_path, running.origin("rmrb"))
        until(lambda: str(living.pid) in facts(tmp_path).get("run under way", ""))
        until(lambda: "run cut off" not in facts(tmp_path))
        ingest(tmp_path, "mrdx", other.origin("mrdx"), patience=30.0)
        told = rows(tmp_path, RUNS)
        assert [(row[0], row[1]) for row in told] == [
            ("ingest", "complete"),
            ("backfill", "interrupted"),
            ("backfill", "running"),
            ("ingest", "complete"),
        ]
        assert told[1][2:5] == (2, True, True)
        assert told[1][5].startswith(f"process {killed.pid} on ")
        assert facts(tmp_path)["runs interrupted"] == "1"
        living.kill()
        living.communicate()
    assert not list(tmp_path.glob("run-*.lock.*"))


def begun(home: Path) -> runs.Run:
    with open_writer(home) as connection:
        return runs.start_run(connection, "ingest", code_version="1")


def status_of(home: Path, run: runs.Run) -> str:
    return str(rows(home, f"SELECT status FROM load_run WHERE run_id = '{run.run_id}'")[0][0])


def retold(home: Path, run: runs.Run, **said: str | int) -> None:
    """The lock file as another process, host or boot would have written it."""
    path = home / f"run-{run.run_id}.lock"
    path.write_text(json.dumps({**json.loads(path.read_text()), **said}))


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"pid": 1}, "interrupted"),  # the number is another process's by now
        ({"pid": os.getpid()}, "interrupted"),
        ({"host": "another", "kernel": "of another"}, "running"),  # a volume that two machines share
        ({"kernel": "of the boot before"}, "interrupted"),
    ],
)
def test_a_lock_counts_and_no_number(tmp_path: Path, said: dict[str, str | int], status: str) -> None:
    run = begun(tmp_path)
    retold(tmp_path, run, **said)
    runs.let_go(run)
    runs.let_go(begun(tmp_path))
    assert status_of(tmp_path, run) == status


def test_a_run_of_the_same_process_is_alive_too(tmp_path: Path) -> None:
    first, second = begun(tmp_path), begun(tmp_path)
    assert (status_of(tmp_path, first), status_of(tmp_path, second)) == ("running", "running")
    alive, gone = runs.holders(tmp_path)
    assert ({each.run_id for each in alive}, gone) == ({first.run_id, second.run_id}, [])
    with open_writer(tmp_path) as connection:
        runs.finish_run(connection, first, [], status="complete", detail="")
    runs.let_go(first)
    assert [each.run_id for each in runs.holders(tmp_path)[0]] == [second.run_id]
    runs.let_go(second)


def test_a_row_without_a_lock_is_closed_and_a_late_end_still_counts(tmp_path: Path) -> None:
    run = begun(tmp_path)
    (tmp_path / f"run-{run.run_id}.lock").unlink()
    runs.let_go(begun(tmp_path))
    assert status_of(tmp_path, run) == "interrupted"
    with open_writer(tmp_path) as connection:
        runs.finish_run(connection, run, [], status="complete", detail="")
    assert status_of(tmp_path, run) == "complete"


def test_an_end_that_could_not_be_written_is_written_by_the_next_run(tmp_path: Path) -> None:
    with open_writer(tmp_path) as connection:
        run = runs.start_run(connection, "ingest", code_version="1")
        connection.execute("ALTER TABLE load_run RENAME TO away")
        with pytest.raises(duckdb.Error):
            runs.finish_run(connection, run, [], status="failed", detail="")
        runs.let_go(run)
        connection.execute("ALTER TABLE away RENAME TO load_run")
    assert [each.run_id for each in runs.holders(tmp_path)[1]] == [run.run_id]
    runs.let_go(begun(tmp_path))
    assert status_of(tmp_path, run) == "interrupted"
