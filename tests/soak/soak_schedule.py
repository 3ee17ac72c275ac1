"""`gongbao schedule` killed in the middle of a backfill: started again, it takes the run up where the ledger says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.schedule.server import healthy, login_file
from tests.postgres import free_port
from tests.runs import issue_runs
from tests.soak import runs
from tests.sources.fake_sites.sites import press
from warehouse.connect import open_reader
from warehouse.errors import WarehouseError


def client(home: Path, api: str) -> dict[str, str]:
    """The environment of a client of the schedule of this home."""
    login = login_file(home).read_text().strip()
    return {**os.environ, "PREFECT_API_URL": api, "PREFECT_API_AUTH_STRING": login}


def state_of(home: Path, api: str, run_id: str) -> str:
    code = (
        "import asyncio, sys; from flows.schedule.orchestration import get_client\n"
        "async def main():\n    async with get_client() as c: print((await c.read_flow_run(sys.argv[1])).state.name)\n"
        "asyncio.run(main())"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, run_id],
        cwd=runs.TOP, env=client(home, api), capture_output=True, text=True,
    )  # fmt: skip
    return told.stdout.strip()


def archived(home: Path) -> int:
    folder = home / "archive"
    return sum(path.stat().st_size for path in folder.glob("*")) if folder.is_dir() else 0


def await_true(what: str, question: Callable[[], object], patience: float) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if question():
            return
        time.sleep(0.5)
    raise AssertionError(f"expected {what} within {patience:.0f} s")


def test_a_killed_schedule_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issues, port = 30, free_port()
    api = f"http://127.0.0.1:{port}/api"
    started: list[subprocess.Popen[str]] = []

    def schedule() -> subprocess.Popen[str]:
        started.append(runs.command(tmp_path, "schedule", "--port", str(port)))
        await_true("the server up", lambda: healthy(api), 120)
        return started[-1]

    try:
        with press("rmrb", pages=4, per_page=4) as site:
            monkeypatch.setenv("GONGBAO_ORIGIN_RMRB", site.origin("rmrb"))
            first = schedule()
            run_id = asked(tmp_path, api, issues, site.origin("rmrb"))
            await_true("the backfill at work", lambda: archived(tmp_path) > 100_000, 120)
            os.killpg(first.pid, signal.SIGKILL)
            first.communicate()
            await_true("the server gone with its schedule", lambda: not healthy(api), 10)
            schedule()
            await_true("the run completed", lambda: state_of(tmp_path, api, run_id) == "Completed", 300)
    finally:
        for process in started:
            process.terminate()
            process.communicate(timeout=60)
    assert issue_runs.rows(tmp_path, "SELECT status, count(*) FROM issue GROUP BY status") == [("complete", issues)]


def asked(home: Path, api: str, issues: int, origin: str) -> str:
    """The id of a run of the backfill, asked for as the page would."""
    days = {"first": str(runs.first_of(issues)), "last": str(runs.LAST)}
    given = json.dumps({"source": "rmrb", "origin": origin, "workers": 1, **days})
    done = subprocess.run(
        [sys.executable, "-m", "tests.schedule.prefect_runs", "backfill/by hand", given, "120", "nowait"],
        cwd=runs.TOP, env=client(home, api), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()[0]


def test_readers_are_never_in_the_way(tmp_path: Path) -> None:
    """While a backfill publishes at intervals, a reader that asks all the time always has an answer."""
    counts: list[int] = []
    troubles: list[str] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            if (tmp_path / "published.duckdb").is_file():
                try:
                    with open_reader(tmp_path) as published:
                        found = published.execute("SELECT count(*) FROM claim").fetchone()
                        counts.append(found[0] if found else 0)
                except WarehouseError as error:
                    troubles.append(str(error))
            time.sleep(0.02)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        with press("rmrb", pages=2) as site:
            issue_runs.backfill(
                tmp_path, "rmrb", site.origin("rmrb"), runs.first_of(20), runs.LAST, publish_every=0.5
            )  # fmt: skip
    finally:
        over.set()
        reader.join()
    assert troubles == []
    assert counts == sorted(counts) and len(set(counts)) > 2
